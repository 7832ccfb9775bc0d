/* Region profile, comparison of two regions, and the matrix of regions and industries. */
import { amountOf, belonging, idOf, related, stageOf, typeOf, within } from "./data.js";
import { barChart, indicatorsOf, observationText, ranked } from "./charts.js";
import { choice, draw, make } from "./dom.js";
import { quote, withEvidence } from "./evidence.js";
import { codeCard, cropped, entityLink, namesOf } from "./panel.js";
import { regionRows } from "./controls.js";
import { go, state } from "./state.js";
import { numeral, say, term, yuan } from "./words.js";

const MATRIX_INDUSTRIES = 40;
const MATRIX_REGIONS = 60;

/* What a region has, by type, and the regions counted with it. */
function holdings(graph, region) {
  const found = [...belonging(graph, region)].sort((a, b) => a - b);
  const of = (name) => found.filter((node) => typeOf(graph, node) === name);
  const regions = within(graph, region);
  const industries = new Set([...regions].flatMap((one) => related(graph, one, "develops", "out")));
  for (const park of of("Park")) for (const industry of related(graph, park, "develops", "out")) industries.add(industry);
  return { regions, of, industries: [...industries].sort((a, b) => a - b) };
}

const told = (graph) => (node) => graph.degree[node] > 0 && graph.columns.nodes.count[node] > 0;

/* The region of the state, else the one that most is said about. */
function chosenRegion(graph, id, skip = -1) {
  const wanted = id ? graph.byId(id) : -1;
  if (wanted >= 0 && typeOf(graph, wanted) === "Region") return wanted;
  const near = skip < 0 ? new Set() : within(graph, skip);
  for (let above = skip; above >= 0; above = graph.parent[above]) near.add(above);
  const regions = Array.from({ length: graph.count }, (_, node) => node).filter((node) => typeOf(graph, node) === "Region" && told(graph)(node));
  return regions.find((node) => !near.has(node)) ?? regions.find((node) => node !== skip) ?? -1;
}

export function regionView(graph) {
  const region = chosenRegion(graph, state.of);
  if (region < 0) return make("div", { class: "page" }, make("p", {}, say("noRegions")));
  const { of, industries, regions } = holdings(graph, region);
  const projects = of("Project");
  const total = projects.reduce((sum, node) => sum + amountOf(graph, node), 0);
  const card = (figure, label) => make("li", {}, make("b", {}, figure), label);
  const chips = (nodes) => make("ul", { class: "chips" }, cropped(nodes.map((node) => make("li", {}, entityLink(graph, node))), 40));
  const section = (title, nodes, content) => (nodes.length ? make("section", {}, make("h3", {}, title, ` (${nodes.length})`), content) : null);
  const codes = of("Programme").filter((node) => graph.componentsOf(node).length);
  const plans = of("Programme").filter((node) => !graph.componentsOf(node).length);
  return make("div", { class: "page profile" },
    make("div", { class: "toolrow" }, choice(say("region"), regionRows(graph), idOf(graph, region), (id) => go({ of: id }), { id: "profileregion" }),
      make("button", { onclick: () => go({ view: "compare", of: idOf(graph, region), and: "" }) }, say("compareWith")),
      make("button", { onclick: () => go({ view: "network", region: idOf(graph, region), id: "", at: "" }) }, say("inNetwork"))),
    make("h2", {}, graph.names[region]),
    make("ul", { class: "cards" }, card(numeral(of("Company").length), term("Company")), card(numeral(projects.length), term("Project")),
      card(numeral(industries.length), term("Industry")), card(numeral(of("Programme").length), term("Programme")), card(numeral(of("Park").length), term("Park")),
      total ? card(yuan(total), say("statedTotal")) : null),
    section(term("Industry"), industries, chips(industries)),
    section(term("Project"), projects, [stageChart(graph, projects), projectList(graph, projects)]),
    section(say("codes"), codes, make("ul", { class: "codes" }, codes.map((node) => make("li", {}, codeCard(graph, node))))),
    section(term("Programme"), plans, chips(plans)), section(term("Company"), of("Company"), chips(of("Company"))),
    section(term("Park"), of("Park"), chips(of("Park"))), section(term("Organisation"), of("Organisation"), chips(of("Organisation"))),
    section(say("partsOf"), [...regions].filter((node) => node !== region), chips([...regions].filter((node) => node !== region))), indicators(graph, region));
}

/* How many projects, and how much money, in each stage. */
function stageChart(graph, projects) {
  const rows = graph.words.stages.map(([name], at) => {
    const found = projects.filter((node) => stageOf(graph, node) === at);
    return { name, value: found.length, amount: found.reduce((sum, node) => sum + amountOf(graph, node), 0) };
  }).filter((row) => row.value);
  if (!rows.length) return null;
  return ranked(rows, (value) => numeral(value), (row) => [term(row.name), row.amount ? make("span", { class: "dim" }, ` ${yuan(row.amount)}`) : null]);
}

function projectList(graph, projects) {
  const rows = [...projects].sort((a, b) => amountOf(graph, b) - amountOf(graph, a) || stageOf(graph, b) - stageOf(graph, a) || a - b);
  return make("table", {}, make("thead", {}, make("tr", {}, ["name", "stageName", "amountName", "undertaker"].map((name) => make("th", { scope: "col" }, say(name))))),
    make("tbody", {}, rows.slice(0, 40).map((node) => make("tr", {}, make("td", {}, entityLink(graph, node)),
      make("td", {}, stageOf(graph, node) < 0 ? "" : term(graph.words.stages[stageOf(graph, node)][0])),
      make("td", {}, amountOf(graph, node) ? yuan(amountOf(graph, node)) : ""),
      make("td", {}, related(graph, node, "undertakes", "in").map((one) => [entityLink(graph, one), " "]))))));
}

function indicators(graph, region) {
  const groups = [...indicatorsOf(graph, region)].map(([name, rows]) => ({ name, rows, chart: barChart(rows, name) }));
  if (!groups.length) return null;
  groups.sort((a, b) => Number(Boolean(b.chart)) - Number(Boolean(a.chart)) || b.rows.length - a.rows.length);
  return make("section", {}, make("h3", {}, say("figures", graph.observationsOf(region).length)),
    make("div", { class: "grid" }, cropped(groups.map(({ name, rows, chart }) => make("div", { class: "indicator" }, make("h4", {}, name), chart,
      rows.slice(0, 4).map((row) => withEvidence(graph, [make("b", {}, observationText(row)), row.period ? make("span", { class: "dim" }, ` ${row.period}`) : null],
        graph.observationReferences(row.row), [row.indicator, row.written])))), 36)));
}

export function compareView(graph) {
  const one = chosenRegion(graph, state.of);
  const other = chosenRegion(graph, state.and, one);
  if (one < 0 || other < 0) return make("div", { class: "page" }, make("p", {}, say("noRegions")));
  const [a, b] = [holdings(graph, one), holdings(graph, other)];
  const rows = regionRows(graph, told(graph));
  const column = (title, nodes, cls) => make("section", { class: cls }, make("h3", {}, title, ` (${nodes.length})`),
    make("ul", { class: "chips" }, cropped(nodes.map((node) => make("li", {}, entityLink(graph, node))), 40)));
  const both = a.industries.filter((node) => b.industries.includes(node));
  return make("div", { class: "page compare" },
    make("div", { class: "toolrow" }, choice(say("firstRegion"), rows, idOf(graph, one), (id) => go({ of: id, and: idOf(graph, other) }), { id: "firstregion" }),
      choice(say("secondRegion"), rows, idOf(graph, other), (id) => go({ and: id, of: idOf(graph, one) }), { id: "secondregion" })),
    make("h2", {}, say("compareTitle", graph.names[one], graph.names[other])),
    make("h3", {}, term("Industry")),
    make("div", { class: "three" }, column(say("onlyIn", graph.names[one]), a.industries.filter((node) => !both.includes(node))),
      column(say("inBoth"), both, "shared"), column(say("onlyIn", graph.names[other]), b.industries.filter((node) => !both.includes(node)))),
    compareFigures(graph, one, other, a, b));
}

function compareFigures(graph, one, other, a, b) {
  const [left, right] = [indicatorsOf(graph, one), indicatorsOf(graph, other)];
  const shared = [...left.keys()].filter((name) => right.has(name));
  const counts = ["Company", "Project", "Park", "Programme"].map((name) => make("tr", {}, make("th", { scope: "row" }, term(name)),
    make("td", { class: "number" }, a.of(name).length), make("td", { class: "number" }, b.of(name).length)));
  const cell = (rows) => make("td", {}, rows.slice(0, 3).map((row) => make("div", {}, observationText(row), make("span", { class: "dim" }, ` ${row.period}`))));
  return make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, say("measured")), [one, other].map((node) => make("th", { scope: "col" }, entityLink(graph, node))))),
    make("tbody", {}, counts, shared.map((name) => make("tr", {}, make("th", { scope: "row" }, name), cell(left.get(name)), cell(right.get(name))))));
}

/* Regions against industries: a mark where a document says that the one develops the other. */
export function matrixView(graph, shown) {
  const develops = graph.relationNames.indexOf("develops");
  const cells = new Map();
  const weight = [new Map(), new Map()];
  for (let edge = 0; edge < graph.edgeCount; edge += 1) {
    if (graph.relation[edge] !== develops || !shown.edge[edge] || typeOf(graph, graph.from[edge]) !== "Region") continue;
    cells.set(`${graph.from[edge]} ${graph.to[edge]}`, edge);
    [graph.from[edge], graph.to[edge]].forEach((node, side) => weight[side].set(node, (weight[side].get(node) ?? 0) + 1));
  }
  const top = (side, most) => [...weight[side]].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([node]) => node);
  const regions = top(0, MATRIX_REGIONS);
  const industries = top(1, MATRIX_INDUSTRIES);
  if (!regions.length) return make("div", { class: "page" }, make("p", {}, say("noRegions")));
  const detail = make("div", { id: "cell", "aria-live": "polite" });
  const open = (edge) => detail.replaceChildren(make("h3", {}, entityLink(graph, graph.from[edge]), ` ${term("develops")} `, entityLink(graph, graph.to[edge])),
    ...graph.edgeReferences(edge).slice(0, 4).map((at) => quote(graph, at, [...namesOf(graph, graph.from[edge]), ...namesOf(graph, graph.to[edge])])));
  return make("div", { class: "page matrix" }, make("h2", {}, say("matrixTitle", regions.length, industries.length)), detail,
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("matrix") }, make("table", {},
      make("thead", {}, make("tr", {}, make("td"), industries.map((node) => make("th", { scope: "col" }, make("div", {}, entityLink(graph, node)))))),
      make("tbody", {}, regions.map((region) => make("tr", {}, make("th", { scope: "row" }, entityLink(graph, region)), industries.map((industry) => {
        const edge = cells.get(`${region} ${industry}`);
        return make("td", {}, edge === undefined ? null : make("button", { class: "mark", "aria-label": `${graph.names[region]} ${term("develops")} ${graph.names[industry]}`,
          onclick: () => open(edge) },
          draw("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, draw("circle", { cx: 5, cy: 5, r: Math.min(5, 2.4 + graph.edgeReferences(edge).length * 0.6) }))));
      })))))));
}
