/* The programme view: a code drawn as what it is, its symbols from left to right, each with what it counts. */
import { amountOf, homeOf, related, sentencesOnce, typeOf, within } from "./data.js";
import { make } from "./dom.js";
import { folding, quote, withEvidence } from "./evidence.js";
import { codeCard, codeWeight, cropped, entityLink, namesOf } from "./panel.js";
import { state } from "./state.js";
import { say, term, yuan } from "./words.js";

export function programmeView(graph) {
  const coded = Array.from({ length: graph.count }, (_, node) => node).filter((node) => graph.componentsOf(node).length);
  coded.sort((a, b) => codeWeight(graph, b) - codeWeight(graph, a) || a - b);
  const wanted = state.of ? graph.byId(state.of) : -1;
  const node = wanted >= 0 && typeOf(graph, wanted) === "Programme" ? wanted : coded[0];
  if (node === undefined) return make("div", { class: "page" }, make("h2", {}, say("programmes")), make("p", {}, say("noCodes")));
  return make("div", { class: "page programmes" },
    make("div", { class: "chosen" }, programme(graph, node)),
    make("nav", { class: "others", "aria-label": say("otherCodes") }, make("h3", {}, say("otherCodes")),
      make("ul", { class: "codes" }, cropped(coded.filter((one) => one !== node).map((one) => make("li", {}, codeCard(graph, one))), 24))));
}

function programme(graph, node) {
  const rows = graph.componentsOf(node);
  const by = [...related(graph, node, "implementedBy", "out")];
  const regions = new Set(by.filter((one) => typeOf(graph, one) === "Region").flatMap((one) => [...within(graph, one)]));
  return [
    make("h2", {}, make("bdi", {}, graph.names[node])),
    make("p", { class: "dim" }, by.length ? [`${term("implementedBy")} `, by.slice(0, 6).map((one) => [entityLink(graph, one), " "])] : null),
    rows.length ? make("ol", { class: "symbols" }, rows.map((row, at) => symbol(graph, node, row, at, rows.length, regions))) : make("p", {}, say("notDecoded")),
    ...targets(graph, node, rows),
    make("h3", {}, say("evidence")),
    ...sentencesOnce(graph, [...rows.flatMap((row) => graph.componentReferences(row)), ...graph.mentionsOf(node)]).slice(0, 5)
      .map((at) => quote(graph, at, [...namesOf(graph, node), ...rows.map((row) => graph.columns.components.label[row])])),
  ];
}

function symbol(graph, node, row, at, size, regions) {
  const { components } = graph.columns;
  const count = components.count[row];
  const members = graph.membersOf(row);
  const fillers = components.fillers[row];
  const told = members.length + fillers.length;
  return make("li", { class: "symbol" },
    make("div", { class: "glyph" }, components.symbol[row], at + 1 < size ? make("span", { class: "joint", "aria-hidden": "true" }) : null),
    make("p", { class: "counts" }, count === null ? say("open") : say("countsOf", count), " ",
      components.symbol[row].includes(components.label[row]) ? null : make("b", {}, components.label[row])),
    make("ul", { class: "members" }, members.map((member) => make("li", {}, memberOf(graph, member, regions))),
      fillers.map((filler) => make("li", {}, make("bdi", {}, filler)))),
    count !== null && told < count && told ? make("p", { class: "dim" }, say("missing", count - told)) : null,
    told ? null : make("p", { class: "dim" }, say("membersUntold")),
    withEvidence(graph, say("evidence"), sentencesOnce(graph, [...graph.componentReferences(row), ...graph.memberReferences(row)]),
      [components.label[row], components.symbol[row], ...members.flatMap((member) => namesOf(graph, member)), ...fillers, ...namesOf(graph, node)]));
}

/* A member with the companies and projects behind it, those of the programme's regions first. */
function memberOf(graph, member, regions) {
  const behind = typeOf(graph, member) === "Industry" ? related(graph, member, "inIndustry", "in") : [];
  behind.sort((a, b) => Number(regions.has(homeOf(graph, b))) - Number(regions.has(homeOf(graph, a))) || amountOf(graph, b) - amountOf(graph, a) || a - b);
  if (!behind.length) return entityLink(graph, member);
  return folding(entityLink(graph, member), say("behind", behind.length), () => [make("ul", {}, behind.slice(0, 20).map((one) =>
    make("li", {}, entityLink(graph, one), amountOf(graph, one) ? ` ${yuan(amountOf(graph, one))}` : null)))]);
}

/* The industries and projects that the documents tie to the programme beside its components. */
function targets(graph, node, rows) {
  const told = new Set(rows.flatMap((row) => graph.membersOf(row)));
  const groups = [["targets", "out"], ["underProgramme", "in"], ["partOf", "out"], ["partOf", "in"], ["replaces", "out"], ["replaces", "in"]]
    .map(([relation, direction]) => [relation, direction, related(graph, node, relation, direction).filter((one) => !told.has(one))])
    .filter(([, , found]) => found.length);
  return groups.flatMap(([relation, direction, found]) => [make("h3", {}, direction === "out" ? term(relation) : `← ${term(relation)}`, ` (${found.length})`),
    make("ul", { class: "chips" }, cropped(found.map((one) => make("li", {}, entityLink(graph, one))), 30))]);
}

