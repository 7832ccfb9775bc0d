/* Walks over the edges that are shown: who is how far from a node, and the shortest ways between two. */

/* Distances from a node up to some steps: a Map in the order of the walk. */
export function stepsFrom(graph, shown, start, most) {
  const distance = new Map([[start, 0]]);
  for (const [node, steps] of distance) {
    if (steps === most) continue;
    for (const edge of graph.edgesOf(node)) {
      const other = graph.otherEnd(edge, node);
      if (shown.edge[edge] && shown.node[other] && !distance.has(other)) distance.set(other, steps + 1);
    }
  }
  return distance;
}

/* All shortest paths, the first `most` of them, each a list of nodes. */
export function shortestPaths(graph, shown, start, goal, most = 12) {
  const distance = stepsFrom(graph, shown, goal, Infinity);
  if (!distance.has(start)) return [];
  const found = [];
  const walk = (path) => {
    const node = path.at(-1);
    if (found.length >= most) return;
    if (node === goal) { found.push(path); return; }
    const next = new Set();
    for (const edge of graph.edgesOf(node)) {
      const other = graph.otherEnd(edge, node);
      if (shown.edge[edge] && distance.get(other) === distance.get(node) - 1) next.add(other);
    }
    for (const other of [...next].sort((a, b) => a - b)) walk([...path, other]);
  };
  walk([start]);
  return found;
}

/* Edges between two nodes. */
export const between = (graph, shown, one, other) =>
  [...graph.edgesOf(one)].filter((edge) => shown.edge[edge] && graph.otherEnd(edge, one) === other);

/* Places for a node and those around it: rings, each node near the direction of the one that leads to it. */
export function ringPlaces(graph, shown, distance) {
  const [start] = distance.keys();
  const places = new Map([[start, [0, 0]]]);
  const angle = new Map([[start, 0]]);
  const reach = Math.max(...distance.values());
  let radius = 0;
  for (let ring = 1; ring <= reach; ring += 1) {
    const nodes = [...distance].filter(([, steps]) => steps === ring).map(([node]) => node);
    const pull = (node) => [...graph.edgesOf(node)].map((edge) => graph.otherEnd(edge, node))
      .find((other) => distance.get(other) === ring - 1 && shown.node[other]);
    nodes.sort((a, b) => (ring > 1 ? angle.get(pull(a)) - angle.get(pull(b)) : 0)
      || graph.type[a] - graph.type[b] || a - b);
    const rows = Math.max(1, Math.ceil(nodes.length / (26 * ring)));
    radius = Math.max(radius + 150, (nodes.length / rows) * 9);
    nodes.forEach((node, at) => {
      const turn = (at / nodes.length) * 2 * Math.PI - Math.PI / 2;
      const away = radius + (at % rows) * 75;
      angle.set(node, turn);
      places.set(node, [away * 1.25 * Math.cos(turn), away * Math.sin(turn)]);
    });
    radius += (rows - 1) * 75;
  }
  return places;
}

/* Places for paths: a column for each step, left to right. */
export function pathPlaces(paths) {
  const places = new Map();
  if (!paths.length) return places;
  for (let step = 0; step < paths[0].length; step += 1) {
    const column = [...new Set(paths.map((path) => path[step]))];
    column.forEach((node, at) => places.set(node, [step * 190, (at - (column.length - 1) / 2) * 80]));
  }
  return places;
}
