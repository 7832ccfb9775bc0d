/* The table view: all entities of a type, all relations or all figures, sorted and filtered, as CSV or copied. */
import { amountOf, factValues, homeOf, idOf, meaningOf, related, stageOf, typeOf } from "./data.js";
import { observationAt } from "./charts.js";
import { choice, copyText, csv, download, make, speak } from "./dom.js";
import { entityLink } from "./panel.js";
import { go, note, state } from "./state.js";
import { folded } from "./search.js";
import { factText, numeral, say, term, yuan } from "./words.js";

const PAGE = 100;
const names = (graph, nodes) => nodes.map((node) => graph.names[node]).join("、");
const text = (title, value, write) => ({ title, value, write });

/* The columns of each table: a title, a value to sort and write, and how it is shown where that differs. */
function columnsOf(graph, kind) {
  const home = text(say("home"), (node) => (homeOf(graph, node) >= 0 ? graph.names[homeOf(graph, node)] : ""));
  const common = [text(say("name"), (node) => graph.names[node], (node) => entityLink(graph, node))];
  const tail = [text(say("relations"), (node) => graph.degree[node]), text(say("documents"), (node) => graph.documentsOf(node).length)];
  const list = (title, relation, direction) => text(title, (node) => names(graph, related(graph, node, relation, direction)));
  const count = (title, relation, direction) => text(title, (node) => related(graph, node, relation, direction).length);
  const fact = (name) => text(term(name), (node) => factValues(graph, node, name).map((value) => factText(name, value)).join("、"));
  const own = {
    Company: [home, text(term("exchangeCode"), (node) => graph.codes[node]), list(term("inIndustry"), "inIndustry", "out"), count(term("Project"), "undertakes", "out")],
    Project: [home, text(term("stage"), (node) => stageOf(graph, node), (node) => (stageOf(graph, node) < 0 ? "" : term(graph.words.stages[stageOf(graph, node)][0]))),
      text(term("totalInvestment"), (node) => amountOf(graph, node) || "", (node) => (amountOf(graph, node) ? yuan(amountOf(graph, node)) : "")),
      list(say("undertaker"), "undertakes", "in"), list(term("Industry"), "inIndustry", "out"), fact("capacity"), fact("jobs")],
    Industry: [count(say("developers"), "develops", "in"), count(say("membersIn"), "inIndustry", "in"), count(term("Programme"), "targets", "in"), list(say("broader"), "broader", "out")],
    Programme: [text(term("code"), (node) => graph.codes[node]), list(term("implementedBy"), "implementedBy", "out"),
      text(say("decoded"), (node) => graph.componentsOf(node).map((row) => meaningOf(graph, row)).join(" + "))],
    Region: [text(term("divisionCode"), (node) => graph.codes[node]), text(say("inside"), (node) => (graph.parent[node] >= 0 ? graph.names[graph.parent[node]] : "")),
      count(term("Industry"), "develops", "out"), count(say("placed"), "locatedIn", "in"), count(term("Programme"), "implementedBy", "in"),
      text(term("Observation"), (node) => graph.observationsOf(node).length)],
    Park: [home, list(term("locatedIn"), "locatedIn", "out"), count(term("Industry"), "develops", "out"), count(say("placed"), "locatedIn", "in")],
    Organisation: [home, count(term("Project"), "undertakes", "out"), count(term("Programme"), "implementedBy", "in")],
  };
  return [...common, ...own[kind], ...tail];
}

function relationColumns(graph) {
  return [
    text(say("subject"), (edge) => graph.names[graph.from[edge]], (edge) => entityLink(graph, graph.from[edge])),
    text(say("relation"), (edge) => term(graph.relationNames[graph.relation[edge]])),
    text(say("object"), (edge) => graph.names[graph.to[edge]], (edge) => entityLink(graph, graph.to[edge])),
    text(say("sentences"), (edge) => graph.edgeReferences(edge).length),
  ];
}

function figureColumns(graph) {
  const at = (row) => observationAt(graph, row);
  return [
    text(say("subject"), (row) => graph.names[at(row).node], (row) => entityLink(graph, at(row).node)),
    text(term("indicator"), (row) => at(row).indicator), text(term("value"), (row) => at(row).value, (row) => numeral(at(row).written)),
    text(term("unit"), (row) => at(row).unit), text(term("period"), (row) => at(row).period), text(term("measure"), (row) => term(at(row).measure)),
  ];
}

function contentOf(graph, shown, kind) {
  if (kind === "relation") return [relationColumns(graph), [...shown.edge.keys()].filter((edge) => shown.edge[edge])];
  if (kind === "figure") return [figureColumns(graph), graph.columns.observations.node.map((_, row) => row).filter((row) => shown.node[graph.columns.observations.node[row]])];
  return [columnsOf(graph, kind), Array.from({ length: graph.count }, (_, node) => node).filter((node) => shown.node[node] && typeOf(graph, node) === kind)];
}

const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh-Hans-CN", { numeric: true }));

/* The rows that hold the text of the filter, in the order chosen; `texts` keeps what each row says. */
function chosenRows(columns, rows, texts) {
  const wanted = folded(state.query);
  let found = rows;
  const textAt = (row) => {
    if (!texts.has(row)) texts.set(row, columns.map((column) => folded(String(column.value(row)))).join("\n"));
    return texts.get(row);
  };
  if (wanted) found = rows.filter((row) => textAt(row).includes(wanted));
  const at = Number(state.sort.replace("-", "")) - 1;
  if (!columns[at]) return found;
  const values = new Map(found.map((row) => [row, columns[at].value(row)]));
  const sign = state.sort.startsWith("-") ? -1 : 1;
  const empty = (value) => value === "" || value === -1;
  return [...found].sort((a, b) => Number(empty(values.get(a))) - Number(empty(values.get(b))) || sign * compare(values.get(a), values.get(b)) || a - b);
}

export function tableView(graph, shown) {
  const present = graph.typeNames.filter((name, at) => graph.type.includes(at));
  const kind = [...present, "relation", "figure"].includes(state.table) ? state.table : present[0];
  const kinds = [...present.map((name) => [name, term(name)]), ["relation", say("relations")], ["figure", term("Observation")]];
  const [columns, rows] = contentOf(graph, shown, kind);
  const body = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("table") });
  const texts = new Map();
  const fill = () => body.replaceChildren(table(columns, chosenRows(columns, rows, texts)));
  const written = () => [columns.map((column) => column.title), ...chosenRows(columns, rows, texts).map((row) => columns.map((column) => plain(column, row)))];
  const filter = make("input", { type: "search", value: state.query, placeholder: say("filterRows"), "aria-label": say("filterRows"), id: "rowfilter",
    oninput: (event) => { note({ query: event.target.value }); fill(); } });
  fill();
  return make("div", { class: "page table" }, make("div", { class: "toolrow" },
    choice(say("table"), kinds, kind, (value) => go({ table: value, sort: "", query: "" }), { id: "tablekind" }), filter,
    make("button", { onclick: () => download(`${kind}.csv`, "text/csv;charset=utf-8", csv(written())) }, "CSV"),
    make("button", { onclick: async () => { await copyText(written().map((row) => row.join("\t")).join("\n")); speak(say("copied")); } }, say("copy"))), body);
}

const plain = (column, row) => {
  const value = column.value(row);
  return column.write && value === -1 ? "" : column.write && typeof value === "number" ? (column.write(row)?.textContent ?? column.write(row)) : value;
};

function table(columns, rows) {
  const body = make("tbody");
  const add = (from) => {
    body.append(...rows.slice(from, from + PAGE).map((row) => make("tr", {}, columns.map((column) => {
      const value = column.value(row);
      return make("td", { class: typeof value === "number" && !column.write ? "number" : null }, column.write ? column.write(row) : make("bdi", {}, String(value)));
    }))));
    more.hidden = from + PAGE >= rows.length;
  };
  const more = make("button", { class: "more", onclick: () => add(body.children.length) }, say("moreRows"));
  const head = make("tr", {}, columns.map((column, at) => {
    const order = state.sort === `${at + 1}` ? "ascending" : state.sort === `-${at + 1}` ? "descending" : null;
    const next = order === "ascending" ? `-${at + 1}` : `${at + 1}`;
    return make("th", { scope: "col", "aria-sort": order }, make("button", { onclick: () => go({ sort: next }) }, column.title, order ? (order === "ascending" ? " ▲" : " ▼") : null));
  }));
  add(0);
  return make("div", {}, make("p", { class: "dim", id: "rowcount" }, say("rows", rows.length)), make("table", {}, make("thead", {}, head), body), more);
}

export const csvOfNodes = (graph, nodes) => csv([["id", "type", "name", "aliases", "code", "home", "relations", "documents"],
  ...nodes.map((node) => [idOf(graph, node), typeOf(graph, node), graph.names[node], graph.aliasesOf(node).join("|"), graph.codes[node],
    homeOf(graph, node) >= 0 ? graph.names[homeOf(graph, node)] : "", graph.degree[node], graph.documentsOf(node).length])]);
