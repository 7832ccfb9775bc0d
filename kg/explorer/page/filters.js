/* The state → which nodes and edges are shown. */
import { amountOf, belonging, reference, related, typeOf } from "./data.js";
import { listed, state } from "./state.js";

/* The nodes tied to one node, and itself. */
function around(graph, node) {
  const found = new Set([node]);
  for (const edge of graph.edgesOf(node)) found.add(graph.otherEnd(edge, node));
  return found;
}

/* What is behind an industry or a programme: its neighbours, and for a programme what its industries hold. */
function behind(graph, node) {
  const found = around(graph, node);
  if (typeOf(graph, node) === "Programme") {
    for (const row of graph.componentsOf(node)) for (const member of graph.membersOf(row)) found.add(member);
    for (const industry of [...found].filter((one) => typeOf(graph, one) === "Industry")) {
      for (const member of related(graph, industry, "inIndustry", "in")) found.add(member);
    }
  }
  return found;
}

const inTime = (wanted, date) => (!wanted.since || date.slice(0, wanted.since.length) >= wanted.since)
  && (!wanted.until || date.slice(0, wanted.until.length) <= wanted.until);

/* A test of references by document, date and confidence; null where nothing is asked. */
function referenceTest(graph, wanted) {
  if (!wanted.document && !wanted.since && !wanted.until && !wanted.sure) return null;
  const document = graph.columns.documents.id.indexOf(wanted.document);
  const least = 100 * Number(wanted.sure || 0);
  return (at) => {
    const found = reference(graph, at);
    return (!wanted.document || found.document === document) && found.confidence >= least
      && ((!wanted.since && !wanted.until) || (found.date && inTime(wanted, found.date)));
  };
}

function documentTest(graph, wanted) {
  if (!wanted.document && !wanted.since && !wanted.until) return null;
  const number = graph.columns.documents.id.indexOf(wanted.document);
  const { document, date } = graph.columns.articles;
  const good = new Set(document.filter((one, article) => (!wanted.document || one === number)
    && ((!wanted.since && !wanted.until) || (date[article] && inTime(wanted, date[article])))));
  return (node) => graph.documentsOf(node).some((one) => good.has(one));
}

/* {node: Uint8Array, edge: Uint8Array}: 1 where shown. */
export function shownBy(graph, wanted = state) {
  const node = new Uint8Array(graph.count).fill(1);
  const edge = new Uint8Array(graph.edgeCount).fill(1);
  const hidden = new Set(listed(wanted.hide).map((name) => graph.typeNames.indexOf(name)));
  const cut = new Set(listed(wanted.cut).map((name) => graph.relationNames.indexOf(name)));
  const scopes = [["region", belonging], ["industry", around], ["programme", behind]]
    .filter(([name]) => wanted[name] && graph.byId(wanted[name]) >= 0)
    .map(([name, reach]) => reach(graph, graph.byId(wanted[name])));
  const inDocuments = documentTest(graph, wanted);
  const good = referenceTest(graph, wanted);
  const least = Number(wanted.amount || 0);
  const project = graph.typeNames.indexOf("Project");
  for (let one = 0; one < graph.count; one += 1) {
    if (hidden.has(graph.type[one]) || scopes.some((scope) => !scope.has(one)) || (inDocuments && !inDocuments(one))
      || (least && graph.type[one] === project && amountOf(graph, one) < least)) node[one] = 0;
  }
  const tied = new Uint8Array(graph.count);
  for (let one = 0; one < graph.edgeCount; one += 1) {
    const references = good ? graph.edgeReferences(one) : [];
    if (cut.has(graph.relation[one]) || !node[graph.from[one]] || !node[graph.to[one]]
      || (good && references.length && !references.some(good))) edge[one] = 0;
    else { tied[graph.from[one]] = 1; tied[graph.to[one]] = 1; }
  }
  /* What no document names holds others; alone it would say nothing. */
  const { count } = graph.columns.nodes;
  for (let one = 0; one < graph.count; one += 1) if (!count[one] && !tied[one]) node[one] = 0;
  return { node, edge };
}
