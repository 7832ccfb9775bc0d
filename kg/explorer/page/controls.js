/* The filters beside the network: the legend with counts, and what else narrows the view. */
import { typeOf } from "./data.js";
import { byName, choice, make } from "./dom.js";
import { shownBy } from "./filters.js";
import { sign } from "./panel.js";
import { anyFilter, go, listed, noFilter, state } from "./state.js";
import { numeral, say, term, yuan } from "./words.js";

const AMOUNTS = [1e7, 1e8, 5e8, 1e9, 5e9, 1e10, 1e11];
const whole = { shown: null };
const SURE = ["0.5", "0.7", "0.8", "0.9"];

export function showControls(graph, shown) {
  const place = byName("filters");
  place.dataset.closed ??= String(innerWidth <= 820);
  whole.shown ??= shownBy(graph, { ...state, ...noFilter() });
  const focused = document.activeElement?.dataset?.key;
  const open = place.querySelector("details.more-filters")?.open;
  place.setAttribute("aria-label", say("filters"));
  place.replaceChildren(make("details", { class: "all-filters", open: place.dataset.closed !== "true", ontoggle: (event) => {
    if (event.target === event.currentTarget) place.dataset.closed = String(!event.target.open);
  } }, make("summary", {}, say("filters")), legend(graph, shown), relations(graph, shown), more(graph, open),
    anyFilter() ? make("button", { class: "reset", "data-key": "reset", onclick: () => go(noFilter()) }, say("reset")) : null,
    make("p", { class: "dim", id: "visible" }, say("visible", numeral(shown.node.reduce((a, b) => a + b, 0)), numeral(shown.edge.reduce((a, b) => a + b, 0))))));
  if (focused) place.querySelector(`[data-key="${focused}"]`)?.focus();
}

function counts(size, column, shown) {
  const found = new Uint32Array(size);
  column.forEach((kind, at) => { if (!shown || shown[at]) found[kind] += 1; });
  return found;
}

/* A button that is pressed while its kind is shown; with Alt or on double click it alone is shown. */
function toggle(name, key, label, count, total, names) {
  const hidden = listed(state[key]);
  const on = !hidden.includes(name);
  const press = (event) => {
    if (event.altKey) go({ [key]: names.filter((one) => one !== name).join(",") });
    else go({ [key]: (on ? [...hidden, name] : hidden.filter((one) => one !== name)).join(",") });
  };
  return make("li", {}, make("button", { "aria-pressed": String(on), class: "kind", "data-key": `${key}-${name}`, title: say("altOnly"), onclick: press },
    label, make("span", { class: "count" }, count === total || !on ? numeral(total) : `${numeral(count)}/${numeral(total)}`)));
}

function legend(graph, shown) {
  const total = counts(graph.typeNames.length, graph.type, whole.shown.node);
  const visible = counts(graph.typeNames.length, graph.type, shown.node);
  const names = graph.typeNames.filter((_, at) => total[at]);
  return [make("h2", {}, say("types")), make("ul", { class: "legend" }, names.map((name) => {
    const at = graph.typeNames.indexOf(name);
    return toggle(name, "hide", [sign(graph, name), term(name)], visible[at], total[at], names);
  }))];
}

function relations(graph, shown) {
  const total = counts(graph.relationNames.length, graph.relation);
  const visible = counts(graph.relationNames.length, graph.relation, shown.edge);
  const names = graph.relationNames.filter((_, at) => total[at]);
  return [make("h2", {}, say("relations")), make("ul", { class: "legend" }, names.map((name) => {
    const at = graph.relationNames.indexOf(name);
    return toggle(name, "cut", term(name), visible[at], total[at], names);
  }))];
}

/* Regions in the order of their hierarchy, deeper ones with more space before them. */
export function regionRows(graph, filter = () => true) {
  const rows = [];
  const regions = Array.from({ length: graph.count }, (_, node) => node).filter((node) => typeOf(graph, node) === "Region");
  const inside = new Set(regions);
  const walk = (node, depth) => {
    if (filter(node)) rows.push([`region/${graph.columns.nodes.id[node]}`, `${"\u3000".repeat(depth)}${graph.names[node]}`]);
    for (const child of graph.children(node)) if (inside.has(child)) walk(child, depth + 1);
  };
  const tops = regions.filter((node) => !inside.has(graph.parent[node]));
  tops.sort((a, b) => (graph.codes[a] < graph.codes[b] ? -1 : graph.codes[a] > graph.codes[b] ? 1 : a - b));
  for (const top of tops) walk(top, 0);
  return rows;
}

function entityRows(graph, type) {
  const rows = [];
  for (let node = 0; node < graph.count && rows.length < 400; node += 1) {
    if (typeOf(graph, node) === type) rows.push([`${type.toLowerCase()}/${graph.columns.nodes.id[node]}`, graph.names[node]]);
  }
  return rows;
}

function more(graph, open) {
  const { documents, articles } = graph.columns;
  const known = (name, rows) => (!state[name] || rows.some(([value]) => value === state[name]) ? rows
    : [...rows, [state[name], graph.names[graph.byId(state[name])] ?? state[name]]]);
  const filter = (name, rows) => rows.length ? make("label", {}, say(name), choice(say(name), [["", say("all")], ...known(name, rows)], state[name],
    (value) => go({ [name]: value, at: "" }), { "data-key": name })) : null;
  const dates = [...new Set(articles.date.filter(Boolean))].sort();
  const date = (name) => make("input", { type: "text", inputmode: "numeric", value: state[name], "data-key": name, pattern: "\\d{4}(-\\d{2}){0,2}",
    placeholder: name === "since" ? dates[0] : dates.at(-1), "aria-label": say(name), onchange: (event) => {
      if (event.target.checkValidity()) go({ [name]: event.target.value });
    } });
  const used = ["region", "industry", "programme", "document", "since", "until", "sure", "amount"].some((name) => state[name]);
  return make("details", { class: "more-filters", open: open || used }, make("summary", {}, say("moreFilters")),
    filter("region", regionRows(graph)), filter("industry", entityRows(graph, "Industry")), filter("programme", entityRows(graph, "Programme")),
    filter("document", documents.id.map((id, at) => [id, `${documents.title[at]} ${documents.issued[at]}`])),
    dates.length ? make("div", { class: "pair" }, make("span", {}, say("dates")), date("since"), "–", date("until")) : null,
    filter("sure", SURE.map((value) => [value, `≥ ${value}`])), filter("amount", AMOUNTS.map((value) => [String(value), `≥ ${yuan(value)}`])));
}
