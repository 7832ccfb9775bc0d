/* The side panel: everything about one entity, or the story of the whole graph where none is chosen. */
import { amountOf, datesOf, homeOf, idOf, meaningOf, related, stagesOf, typeOf } from "./data.js";
import { barChart, indicatorsOf, observationText, ranked, stageSteps } from "./charts.js";
import { byName, copyText, draw, make, speak } from "./dom.js";
import { quote, withEvidence } from "./evidence.js";
import { outlinePath } from "./shapes.js";
import { go, hashOf, state } from "./state.js";
import { factText, say, spellings, term, yuan } from "./words.js";

const FEW = 12;
const CODES = { Region: "divisionCode", Company: "exchangeCode" };

/* The sign of a type: its shape in its colour. */
export function sign(graph, name) {
  const [, , , colour, shape] = graph.words.types.find((row) => row[0] === name);
  return draw("svg", { class: "sign", viewBox: "0 0 14 14", "aria-hidden": "true" }, draw("path", { d: outlinePath(shape, 7, 7, 5), fill: colour }));
}

/* A link to an entity; it also works where it is opened in another tab. */
export function entityLink(graph, node, change = {}) {
  const wanted = { id: idOf(graph, node), ...change };
  return make("a", { href: hashOf(wanted), class: "entity", onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(wanted);
  } }, sign(graph, typeOf(graph, node)), make("bdi", {}, graph.names[node]));
}

export const namesOf = (graph, node) => [graph.names[node], ...graph.aliasesOf(node)];

export function showPanel(graph, net) {
  const panel = byName("panel");
  const node = state.id ? graph.byId(state.id) : -1;
  panel.tabIndex = 0;
  const open = node >= 0 || state.path || state.view === "network";
  document.body.dataset.panel = open ? "open" : "closed";
  panel.hidden = !open;
  panel.setAttribute("aria-label", say(node >= 0 ? "details" : "overview"));
  if (state.path) panel.replaceChildren(...pathPanel(graph, net));
  else panel.replaceChildren(...(node >= 0 ? entityPanel(graph, node) : storyPanel(graph)));
  panel.scrollTop = 0;
}

function entityPanel(graph, node) {
  const type = typeOf(graph, node);
  const aliases = graph.aliasesOf(node);
  const code = graph.codes[node];
  const above = [];
  for (let one = graph.parent[node]; one >= 0 && above.length < 6; one = graph.parent[one]) above.unshift(one);
  return [
    make("div", { class: "panelhead" }, make("p", { class: "type" }, sign(graph, type), term(type),
      above.map((one) => [" · ", entityLink(graph, one)])),
      make("button", { class: "close", "aria-label": say("close"), onclick: () => go({ id: "" }) }, "×")),
    make("h2", {}, make("bdi", {}, graph.names[node])),
    aliases.length ? make("p", { class: "dim" }, `${say("also")} `, make("bdi", {}, aliases.join("、"))) : null,
    code ? make("p", { class: "dim" }, `${type === "Industry" ? say("classCode") : term(CODES[type] ?? "code")} ${code}`) : null,
    actions(graph, node), componentLine(graph, node), ...factLines(graph, node), ...figureLines(graph, node),
    ...relationLines(graph, node), ...mentionLines(graph, node),
  ].filter(Boolean);
}

function actions(graph, node) {
  const id = idOf(graph, node);
  const type = typeOf(graph, node);
  const button = (name, act) => make("button", { onclick: act }, say(name));
  return make("div", { class: "actions" },
    button("focus", () => go({ view: "network", focus: id, steps: "1", path: "", at: "" })),
    state.with && state.with !== id
      ? button("pathHere", () => go({ view: "network", path: `${state.with}~${id}`, focus: "", at: "", with: "" }))
      : button(state.with === id ? "pathChosen" : "pathFrom", () => { go({ with: id }); speak(say("pathHint")); }),
    type === "Region" ? button("profile", () => go({ view: "region", of: id, id: "" })) : null,
    type === "Programme" && graph.componentsOf(node).length ? button("decode", () => go({ view: "programme", of: id, id: "" })) : null,
    ["Region", "Industry", "Programme"].includes(type) ? button("only", () => go({ view: "network", [type.toLowerCase()]: id, at: "" })) : null,
    button("copyLink", async () => { await copyText(location.href); speak(say("copied")); }));
}

function componentLine(graph, node) {
  const rows = graph.componentsOf(node);
  if (!rows.length) return null;
  const { components } = graph.columns;
  return make("div", { class: "code" }, rows.map((row) => make("span", {}, make("b", {}, components.symbol[row]),
    components.symbol[row].includes(components.label[row]) ? null : components.label[row])));
}

function factLines(graph, node) {
  const { facts } = graph.columns;
  const stages = stagesOf(graph, node);
  const names = namesOf(graph, node);
  const lines = graph.factsOf(node).map((row) => {
    const name = graph.words.facts[facts.name[row]][0];
    const big = name === "totalInvestment";
    const date = big || name === "stage" ? datesOf(graph, graph.factReferences(row))[0] : "";
    return withEvidence(graph, [make("span", { class: "dim" }, `${term(name)} `), make(big ? "b" : "span", {}, factText(name, facts.value[row])),
      date ? make("span", { class: "dim" }, ` ${date}`) : null],
      graph.factReferences(row), [...names, ...spellings(name, facts.value[row])]);
  });
  return lines.length ? [make("h3", {}, say("facts")), stages.size ? stageSteps(graph, stages) : null,
    ...graph.contradictionsOf(node).map((row) => make("p", { class: "warning" }, say(`contradiction-${graph.columns.contradictions.kind[row]}`))), ...lines] : [];
}

function figureLines(graph, node) {
  const groups = indicatorsOf(graph, node);
  if (!groups.size) return [];
  const parts = [...groups].map(([indicator, rows]) => ({ indicator, rows, chart: barChart(rows, indicator) }));
  parts.sort((a, b) => Number(Boolean(b.chart)) - Number(Boolean(a.chart)) || b.rows.length - a.rows.length);
  const lines = parts.map(({ indicator, rows, chart }) => make("div", { class: "indicator" }, chart ? [make("h4", {}, indicator), chart] : null,
    rows.map((row) => withEvidence(graph, [chart ? null : make("span", { class: "dim" }, `${indicator} `), make("b", {}, observationText(row)),
      row.period ? make("span", { class: "dim" }, ` ${row.period}`) : null], graph.observationReferences(row.row), [row.indicator, row.written]))));
  return [make("h3", {}, say("figures", graph.observationsOf(node).length)), ...cropped(lines)];
}

/* The first lines, and a button for the others. */
export function cropped(lines, most = FEW) {
  if (lines.length <= most + 2) return lines;
  const more = make(lines[0].localName === "li" ? "li" : "div", {}, make("button", { class: "more",
    onclick: () => more.replaceWith(...lines.slice(most)) }, say("showAll", lines.length)));
  return [...lines.slice(0, most), more];
}

function relationLines(graph, node) {
  const groups = new Map();
  for (const edge of graph.edgesOf(node)) {
    const key = `${graph.from[edge] === node ? "out" : "in"} ${graph.relationNames[graph.relation[edge]]}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  const names = namesOf(graph, node);
  return [...groups].sort((a, b) => (a[0] < b[0] ? 1 : -1)).flatMap(([key, edges]) => {
    const [direction, relation] = key.split(" ");
    edges.sort((a, b) => graph.otherEnd(a, node) - graph.otherEnd(b, node));
    const lines = edges.map((edge) => {
      const other = graph.otherEnd(edge, node);
      const amount = amountOf(graph, other);
      return withEvidence(graph, [entityLink(graph, other), amount ? make("span", { class: "dim" }, ` ${yuan(amount)}`) : null],
        graph.edgeReferences(edge), [...names, ...namesOf(graph, other)]);
    });
    return [make("h3", {}, direction === "out" ? `${term(relation)} →` : relation === "broader" ? say("narrower") : `← ${term(relation)}`, ` (${edges.length})`), ...cropped(lines)];
  });
}

function mentionLines(graph, node) {
  const found = graph.mentionsOf(node);
  if (!found.length) return [];
  const documents = graph.documentsOf(node);
  return [make("h3", {}, say("mentions", graph.columns.nodes.count[node], documents.length)),
    ...found.map((at) => quote(graph, at, namesOf(graph, node)))];
}

/* The paths between two nodes with the sentences of each step. */
function pathPanel(graph, net) {
  const [one, other] = state.path.split("~").map((id) => graph.byId(id));
  const paths = net.scene?.paths ?? [];
  const step = (node, at, path) => {
    if (!at) return make("li", {}, entityLink(graph, node));
    const edges = [...graph.edgesOf(node)].filter((edge) => graph.otherEnd(edge, node) === path[at - 1] && net.shown.edge[edge]);
    return make("li", {}, edges.map((edge) => withEvidence(graph,
      make("span", { class: "dim" }, graph.to[edge] === node ? `${term(graph.relationNames[graph.relation[edge]])} →` : `← ${term(graph.relationNames[graph.relation[edge]])}`),
      graph.edgeReferences(edge), [...namesOf(graph, node), ...namesOf(graph, path[at - 1])])), entityLink(graph, node));
  };
  return [
    make("div", { class: "panelhead" }, make("p", { class: "type" }, say("paths")),
      make("button", { class: "close", "aria-label": say("close"), onclick: () => go({ path: "", at: "" }) }, "×")),
    make("h2", {}, one >= 0 && other >= 0 ? `${graph.names[one]} — ${graph.names[other]}` : say("nothing")),
    make("p", { class: "dim" }, paths.length ? say("pathCount", paths.length, paths[0].length - 1) : say("noPath")),
    ...paths.map((path) => make("ol", { class: "path" }, path.map(step))),
  ];
}

/* What the graph tells before anybody asks: codes, projects by amount, industries, regions, documents. */
function storyPanel(graph) {
  const ofType = (name) => {
    const wanted = graph.typeNames.indexOf(name);
    return Array.from({ length: graph.count }, (_, node) => node).filter((node) => graph.type[node] === wanted);
  };
  const known = (node) => graph.columns.nodes.count[node] > 0;
  const regions = ofType("Region").filter((node) => known(node) && graph.degree[node] > 1)
    .sort((a, b) => graph.degree[b] - graph.degree[a] || a - b);
  const projects = ofType("Project").map((node) => ({ node, value: amountOf(graph, node) })).filter((row) => row.value).sort((a, b) => b.value - a.value);
  const industries = ofType("Industry").map((node) => ({ node, value: related(graph, node, "develops", "in").length })).filter((row) => row.value)
    .sort((a, b) => b.value - a.value || a.node - b.node);
  const codes = ofType("Programme").filter((node) => graph.componentsOf(node).length);
  codes.sort((a, b) => codeWeight(graph, b) - codeWeight(graph, a) || a - b);
  return [
    make("h2", {}, say("storyTitle")),
    make("p", {}, say("storyText", graph.columns.documents.id.length, graph.count, graph.edgeCount, graph.columns.observations.node.length)),
    graph.count > 2000 ? make("p", { class: "dim" }, say("storyLarge")) : null,
    codes.length ? make("h3", {}, say("storyCodes", codes.length)) : null,
    make("ul", { class: "codes" }, cropped(codes.map((node) => make("li", {}, codeCard(graph, node))), 5)),
    projects.length ? [make("h3", {}, say("storyProjects")), ranked(projects.slice(0, 6), yuan, (row) => entityLink(graph, row.node))] : null,
    industries.length ? [make("h3", {}, say("storyIndustries")), ranked(industries.slice(0, 8), (value) => say("regionsCount", value), (row) => entityLink(graph, row.node))] : null,
    regions.length ? [make("h3", {}, say("storyRegions")), ranked(regions.slice(0, 8).map((node) => ({ node, value: graph.degree[node] })),
      (value) => say("relationCount", value), (row) => entityLink(graph, row.node))] : null,
    make("h3", {}, say("documentsCount", graph.columns.documents.id.length)),
    make("ul", { class: "plain" }, cropped(graph.columns.documents.title.map((title, at) => make("li", {}, make("button", { class: "link",
      onclick: () => go({ document: graph.columns.documents.id[at], at: "" }) }, title), make("span", { class: "dim" }, ` ${graph.columns.documents.issued[at]}`))), 20)),
  ].flat().filter(Boolean);
}

/* Codes with many symbols that are decoded come first. */
export const codeWeight = (graph, node) => graph.componentsOf(node).reduce((sum, row) =>
  sum + 1 + 2 * Math.min(4, graph.membersOf(row).length) + graph.columns.components.fillers[row].length, 0);

export function codeCard(graph, node) {
  const home = homeOf(graph, node);
  return make("a", { class: "codecard", href: hashOf({ view: "programme", of: idOf(graph, node), id: "" }), onclick: (event) => {
    event.preventDefault();
    go({ view: "programme", of: idOf(graph, node), id: "" });
  } }, make("b", {}, make("bdi", {}, graph.names[node])), home >= 0 ? make("span", { class: "dim" }, ` ${graph.names[home]}`) : null,
    make("span", { class: "meaning" }, graph.componentsOf(node).slice(0, 5)
      .map((row) => meaningOf(graph, row)).join(" + ")));
}
