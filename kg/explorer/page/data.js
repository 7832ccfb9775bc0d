/* The columns in the page → the graph in memory: typed arrays for what is drawn, short accessors for what is read. */

/* The object that a script element holds, as plain JSON or as base64 of gzip. */
export async function readColumns(element) {
  if (element.dataset.form === "json") return JSON.parse(element.textContent);
  const packed = atob(element.textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/* Two columns {n, v} → a function from a row to its list of numbers. */
export function lists(columns) {
  const starts = new Uint32Array(columns.n.length + 1);
  columns.n.forEach((count, row) => { starts[row + 1] = starts[row] + count; });
  return (row) => columns.v.slice(starts[row], starts[row + 1]);
}

/* Row numbers by the node in a column. */
function rowsByNode(column) {
  const found = new Map();
  column.forEach((node, row) => {
    if (!found.has(node)) found.set(node, []);
    found.get(node).push(row);
  });
  return (node) => found.get(node) ?? [];
}

export function graphOf(columns) {
  const { nodes, edges, words } = columns;
  const count = nodes.id.length;
  const graph = {
    columns, words, count,
    names: nodes.name, codes: nodes.code,
    type: Uint8Array.from(nodes.type), parent: Int32Array.from(nodes.parent),
    home: Int32Array.from(columns.homes),
    typeNames: words.types.map((row) => row[0]),
    relationNames: words.relations.map((row) => row[0]),
    documentsOf: lists(nodes.documents), mentionsOf: lists(nodes.mentions),
    aliasesOf: (node) => (nodes.alias[node] ? nodes.alias[node].split("\t") : []),
  };
  addEdges(graph, edges);
  addPlaces(graph, columns.places);
  graph.factsOf = rowsByNode(columns.facts.node);
  graph.componentsOf = rowsByNode(columns.components.node);
  graph.contradictionsOf = rowsByNode(columns.contradictions.node);
  graph.observationsOf = rowsByNode(columns.observations.node);
  graph.factReferences = lists(columns.facts.references);
  graph.componentReferences = lists(columns.components.references);
  graph.memberReferences = lists(columns.components.memberReferences);
  graph.membersOf = lists(columns.components.members);
  graph.observationReferences = lists(columns.observations.references);
  /* Regions and decoded codes stand out. */
  graph.size = Float32Array.from(graph.degree, (degree, node) => Math.min(17, 5 + 1.5 * Math.sqrt(degree))
    + (graph.typeNames[graph.type[node]] === "Region" || graph.componentsOf(node).length ? 4 : 0));
  graph.least = count < 1500 ? 0.48 : 0.34;
  const ids = new Map();
  for (let node = 0; node < count; node += 1) ids.set(idOf(graph, node), node);
  columns.replaced.id.forEach((id, row) => { if (!ids.has(id)) ids.set(id, columns.replaced.node[row]); });
  graph.byId = (id) => ids.get(id) ?? -1;
  graph.children = rowsByNode([...graph.parent]);
  return graph;
}

function addEdges(graph, edges) {
  const size = edges.to.length;
  graph.edgeCount = size;
  graph.from = new Int32Array(size);
  graph.to = Int32Array.from(edges.to);
  graph.relation = Uint8Array.from(edges.relation);
  graph.edgeReferences = lists(edges.references);
  let last = 0;
  edges.from.forEach((step, edge) => { last += step; graph.from[edge] = last; });
  graph.degree = new Uint32Array(graph.count);
  for (let edge = 0; edge < size; edge += 1) {
    graph.degree[graph.from[edge]] += 1;
    graph.degree[graph.to[edge]] += 1;
  }
  graph.edgeStart = new Uint32Array(graph.count + 1);
  for (let node = 0; node < graph.count; node += 1) graph.edgeStart[node + 1] = graph.edgeStart[node] + graph.degree[node];
  const filled = graph.edgeStart.slice();
  graph.edgeAt = new Uint32Array(2 * size);
  for (let edge = 0; edge < size; edge += 1) {
    graph.edgeAt[filled[graph.from[edge]]++] = edge;
    graph.edgeAt[filled[graph.to[edge]]++] = edge;
  }
  graph.edgesOf = (node) => graph.edgeAt.subarray(graph.edgeStart[node], graph.edgeStart[node + 1]);
  graph.otherEnd = (edge, node) => (graph.from[edge] === node ? graph.to[edge] : graph.from[edge]);
}

function addPlaces(graph, places) {
  graph.x = new Float32Array(graph.count);
  graph.y = new Float32Array(graph.count);
  graph.disk = new Int32Array(graph.count).fill(-1);
  const members = lists(places.members);
  let at = 0;
  graph.disks = places.region.map((region, disk) => {
    for (const node of members(disk)) {
      graph.x[node] = places.x[disk] + places.memberX[at];
      graph.y[node] = places.y[disk] + places.memberY[at];
      graph.disk[node] = disk;
      at += 1;
    }
    if (region >= 0) {
      graph.x[region] = places.x[disk];
      graph.y[region] = places.y[disk];
      graph.disk[region] = disk;
    }
    return { at: disk, region, parent: places.parent[disk], x: places.x[disk] + places.dx[disk],
      y: places.y[disk] + places.dy[disk], r: places.r[disk], own: members(disk), parts: [],
      circle: [places.x[disk], places.y[disk], places.own[disk]] };
  });
  for (const disk of graph.disks) if (disk.parent >= 0) graph.disks[disk.parent].parts.push(disk);
  graph.gap = places.gap;
  graph.family = familiesOf(graph);
}

/* For each industry the disk of its class, -1 where it has none. */
function familiesOf(graph) {
  const industry = graph.typeNames.indexOf("Industry");
  const disks = new Map(graph.disks.filter((disk) => disk.region >= 0 && graph.type[disk.region] === industry).map((disk) => [disk.region, disk.at]));
  return Int32Array.from(graph.type, (type, node) => {
    if (type !== industry || !disks.size) return -1;
    let top = node;
    for (let steps = 0; graph.parent[top] >= 0 && steps < 9; steps += 1) top = graph.parent[top];
    return disks.get(top) ?? -1;
  });
}

export const typeOf = (graph, node) => graph.typeNames[graph.type[node]];
export const idOf = (graph, node) => `${typeOf(graph, node).toLowerCase()}/${graph.columns.nodes.id[node]}`;

/* Nodes that an edge of this relation leads to ("out") or comes from ("in"). */
export function related(graph, node, relation, direction) {
  const wanted = graph.relationNames.indexOf(relation);
  const found = [];
  for (const edge of graph.edgesOf(node)) {
    if (graph.relation[edge] !== wanted) continue;
    if (direction !== "in" && graph.from[edge] === node) found.push(graph.to[edge]);
    if (direction !== "out" && graph.to[edge] === node) found.push(graph.from[edge]);
  }
  return [...new Set(found)].sort((a, b) => a - b);
}

/* What a symbol of a code says with what it counts: “4 传统支柱产业群链”, “一枢纽” as it is. */
export function meaningOf(graph, row) {
  const { symbol, label } = graph.columns.components;
  return symbol[row].includes(label[row]) ? symbol[row] : `${symbol[row]} ${label[row]}`;
}

/* The values of a literal attribute of a node. */
export function factValues(graph, node, name) {
  const wanted = graph.words.facts.findIndex((row) => row[0] === name);
  return graph.factsOf(node).filter((row) => graph.columns.facts.name[row] === wanted)
    .map((row) => graph.columns.facts.value[row]);
}

export const amountOf = (graph, node) => Math.max(0, ...factValues(graph, node, "totalInvestment").map(Number));

/* The furthest of the stages stated for a project, -1 where none is. */
export function stageOf(graph, node) {
  const names = graph.words.stages.map((row) => row[0]);
  return Math.max(-1, ...factValues(graph, node, "stage").map((stage) => names.indexOf(stage)));
}

/* Of several references to one sentence the first. */
export function sentencesOnce(graph, references) {
  const { sentence } = graph.columns.references;
  const seen = new Set();
  return references.filter((at) => !seen.has(sentence[at]) && seen.add(sentence[at]));
}

/* The dates of the texts behind references, from the earliest. */
export const datesOf = (graph, references) => [...new Set(references.map((at) => reference(graph, at).date).filter(Boolean))].sort();

/* The stages stated for a project, each with the dates of the texts that tell it. */
export function stagesOf(graph, node) {
  const wanted = graph.words.facts.findIndex((row) => row[0] === "stage");
  return new Map(graph.factsOf(node).filter((row) => graph.columns.facts.name[row] === wanted)
    .map((row) => [graph.columns.facts.value[row], datesOf(graph, graph.factReferences(row))]));
}

/* A region and all that lie in it. */
export function within(graph, region) {
  const found = new Set([region]);
  for (const one of found) {
    for (const child of graph.children(one)) if (typeOf(graph, child) === typeOf(graph, region)) found.add(child);
  }
  return found;
}

/* What belongs to a region: the nodes whose home it is, and those that a relation ties to it or to a part of it. */
export function belonging(graph, region) {
  const regions = within(graph, region);
  const found = new Set(regions);
  for (const one of regions) {
    for (const edge of graph.edgesOf(one)) found.add(graph.otherEnd(edge, one));
  }
  for (let node = 0; node < graph.count; node += 1) if (regions.has(graph.home[node])) found.add(node);
  for (const node of found) {
    if (typeOf(graph, node) === "Region" && !regions.has(node)) found.delete(node);
    if (typeOf(graph, node) === "Park") {
      for (const inside of related(graph, node, "locatedIn", "in")) found.add(inside);
    }
  }
  return found;
}

/* The closest region that a node belongs to, -1 where there is none. */
export const homeOf = (graph, node) => graph.home[node];

/* The document, date, text and rules behind a reference. */
export function reference(graph, at) {
  const { references, sentences, articles, documents, rules } = graph.columns;
  const article = sentences.article[references.sentence[at]];
  const document = articles.document[article];
  const rule = references.rule[at];
  return {
    text: sentences.text[references.sentence[at]], document, title: articles.title[article],
    date: articles.date[article], source: documents.source[document],
    rule: rules.name[rule], confidence: rules.confidence[rule],
  };
}
