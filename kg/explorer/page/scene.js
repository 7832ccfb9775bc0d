/* What is drawn: nodes with their places, edges between them, and, in large graphs, closed disks in place of what
   they hold.  A disk opens where the reader opens it or comes near. */
import { outline } from "./hulls.js";
import { pathPlaces, ringPlaces, shortestPaths, stepsFrom } from "./walks.js";
import { listed, state } from "./state.js";

export const WHOLE = 2000;
const SPACING = 44;
const ROOM_PIXELS = 5;
const HUBS = 40;
const STRONG = 3;

/* The scene of the state; `eye` is {k, reach}: pixels per unit, and the radius in pixels from which a disk is open. */
export function sceneOf(graph, shown, eye) {
  if (state.path) return pathScene(graph, shown);
  if (state.focus && graph.byId(state.focus) >= 0) return ringScene(graph, shown);
  const total = shown.node.reduce((sum, one) => sum + one, 0);
  const layered = total > WHOLE && state.open !== "all";
  return layered ? layeredScene(graph, shown, openDisks(graph, eye)) : wholeScene(graph, shown);
}

/* Which disks are open, as text to compare. */
export function openKey(graph, eye) {
  return openDisks(graph, eye).join("");
}

function openDisks(graph, { k, reach }) {
  const byHand = new Set(listed(state.open).map((id) => graph.byId(id)));
  const open = [];
  graph.disks.forEach((disk, at) => {
    const free = disk.parent < 0 || open[disk.parent];
    const wide = disk.parent < 0 || disk.r * k > reach || (disk.region >= 0 && byHand.has(disk.region));
    open[at] = free && wide ? (SPACING * k > ROOM_PIXELS || disk.own.length <= HUBS ? 2 : 1) : 0;
  });
  return open;
}

function bare(graph) {
  return { nodes: [], x: graph.x, y: graph.y, from: [], to: [], supers: [], links: [], disks: [], drawn: null, kind: "" };
}

function finish(graph, scene) {
  scene.nodes.sort((a, b) => a - b);
  scene.drawn = new Uint8Array(graph.count);
  for (const node of scene.nodes) scene.drawn[node] = 1;
  return scene;
}

function wholeScene(graph, shown) {
  const scene = { ...bare(graph), kind: "whole" };
  for (let node = 0; node < graph.count; node += 1) if (shown.node[node]) scene.nodes.push(node);
  for (let edge = 0; edge < graph.edgeCount; edge += 1) {
    if (shown.edge[edge]) { scene.from.push(graph.from[edge]); scene.to.push(graph.to[edge]); }
  }
  scene.disks = graph.disks.filter((disk) => disk.parent >= 0 && holdsShown(graph, shown, disk));
  return finish(graph, scene);
}

const holdsShown = (graph, shown, disk) => disk.own.some((node) => shown.node[node])
  || (disk.region >= 0 && shown.node[disk.region] === 1);

/* For each disk the closed one that stands for it, itself where it is open: −1. */
function standIns(graph, open) {
  const found = [];
  graph.disks.forEach((disk, at) => {
    const above = disk.parent < 0 ? -1 : found[disk.parent];
    found[at] = above >= 0 ? above : open[at] ? -1 : at;
  });
  return found;
}

function layeredScene(graph, shown, open) {
  const scene = { ...bare(graph), kind: "layered" };
  const closed = standIns(graph, open);
  const slot = new Int32Array(graph.count).fill(-1);
  const counts = new Map();
  const room = graph.disks.map((disk, at) => (open[at] === 2 ? Infinity : HUBS));
  for (let node = 0; node < graph.count; node += 1) {
    const disk = graph.disk[node];
    if (!shown.node[node] || disk < 0) continue;
    if (closed[disk] >= 0) {
      slot[node] = graph.count + closed[disk];
      if (!counts.has(closed[disk])) counts.set(closed[disk], new Uint32Array(graph.typeNames.length));
      counts.get(closed[disk])[graph.type[node]] += 1;
    } else if (room[disk] > 0) {
      room[disk] -= 1;
      slot[node] = node;
      scene.nodes.push(node);
    }
  }
  for (const [at, types] of counts) scene.supers.push({ ...graph.disks[at], at, types, wide: graph.disks[at].region >= 0 && graph.family[graph.disks[at].region] === at, count: types.reduce((a, b) => a + b, 0) });
  scene.supers.sort((a, b) => b.count - a.count || a.at - b.at);
  spreadHubs(graph, scene, open);
  scene.disks = graph.disks.filter((disk, at) => disk.parent >= 0 && open[at] && holdsShown(graph, shown, disk));
  joinSlots(graph, shown, scene, ofFamilies(graph, closed, slot));
  return finish(graph, scene);
}

/* Where edges end: an industry inside a closed disk ends them at the closed disk of its class. */
function ofFamilies(graph, closed, slot) {
  const ends = slot.slice();
  for (let node = 0; node < graph.count; node += 1) {
    const family = graph.family[node];
    if (family >= 0 && slot[node] >= graph.count && closed[family] === family) ends[node] = graph.count + family;
  }
  return ends;
}

/* The hubs in the middle of the page take all the room there while the others are not drawn. */
function spreadHubs(graph, scene, open) {
  if (open[0] !== 1) return;
  const hubs = scene.nodes.filter((node) => graph.disk[node] === 0);
  const [x, y] = [Float32Array.from(graph.x), Float32Array.from(graph.y)];
  const reach = Math.max(...graph.disks[0].own.map((node) => Math.hypot(graph.x[node], graph.y[node])));
  hubs.forEach((node, at) => {
    const away = reach * Math.sqrt((at + 0.5) / hubs.length);
    x[node] = away * Math.cos(at * 2.39996);
    y[node] = away * Math.sin(at * 2.39996);
  });
  Object.assign(scene, { x, y });
}

/* Edges between nodes stay; those that end in closed disks become one link for each pair, with its weight. */
function joinSlots(graph, shown, scene, slot) {
  const weights = new Map();
  const size = graph.count + graph.disks.length;
  for (let edge = 0; edge < graph.edgeCount; edge += 1) {
    const one = slot[graph.from[edge]];
    const other = slot[graph.to[edge]];
    if (!shown.edge[edge] || one < 0 || other < 0 || one === other) continue;
    if (one < graph.count && other < graph.count) { scene.from.push(one); scene.to.push(other); continue; }
    const key = Math.min(one, other) * size + Math.max(one, other);
    weights.set(key, (weights.get(key) ?? 0) + 1);
  }
  const point = (at) => (at < graph.count ? [scene.x[at], scene.y[at]]
    : [graph.disks[at - graph.count].x, graph.disks[at - graph.count].y]);
  for (const [key, weight] of weights) {
    scene.links.push({ ends: [Math.floor(key / size), key % size], points: [...point(Math.floor(key / size)), ...point(key % size)], weight });
  }
  scene.links.sort((a, b) => b.weight - a.weight);
  if (!scene.disks.length) markStrongest(graph, scene);
}

/* The first links of each region: what it bets on, drawn stronger than the others. */
function markStrongest(graph, scene) {
  const left = new Map();
  for (const link of scene.links) {
    const ends = link.ends.filter((end) => end >= graph.count && graph.disks[end - graph.count].region >= 0
      && graph.typeNames[graph.type[graph.disks[end - graph.count].region]] === "Region");
    link.strong = ends.some((end) => (left.get(end) ?? STRONG) > 0);
    for (const end of ends) left.set(end, (left.get(end) ?? STRONG) - 1);
  }
}

/* A scene of some nodes at places of their own. */
function placedScene(graph, shown, places, kind, pairs) {
  const scene = { ...bare(graph), kind, x: new Float32Array(graph.count), y: new Float32Array(graph.count) };
  for (const [node, [x, y]] of places) {
    scene.x[node] = x;
    scene.y[node] = y;
    scene.nodes.push(node);
  }
  for (const node of scene.nodes) {
    for (const edge of graph.edgesOf(node)) {
      if (graph.from[edge] !== node || !shown.edge[edge] || !places.has(graph.to[edge])) continue;
      if (pairs && !pairs.has(`${node} ${graph.to[edge]}`) && !pairs.has(`${graph.to[edge]} ${node}`)) continue;
      scene.from.push(node);
      scene.to.push(graph.to[edge]);
    }
  }
  return finish(graph, scene);
}

function ringScene(graph, shown) {
  const start = graph.byId(state.focus);
  const most = Math.min(3, Math.max(1, Number(state.steps)));
  let distance = stepsFrom(graph, shown, start, most);
  if (distance.size > WHOLE) distance = new Map([...distance].slice(0, WHOLE));
  return placedScene(graph, shown, ringPlaces(graph, shown, distance), "ring", null);
}

function pathScene(graph, shown) {
  const [one, other] = state.path.split("~").map((id) => graph.byId(id));
  const paths = one >= 0 && other >= 0 ? shortestPaths(graph, shown, one, other) : [];
  const pairs = new Set(paths.flatMap((path) => path.slice(1).map((node, at) => `${path[at]} ${node}`)));
  return { ...placedScene(graph, shown, pathPlaces(paths), "path", pairs), paths };
}

/* The box around what the scene draws: [left, top, right, bottom]. */
export function bounds(graph, scene) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (x, y, r) => {
    box[0] = Math.min(box[0], x - r);
    box[1] = Math.min(box[1], y - r);
    box[2] = Math.max(box[2], x + r);
    box[3] = Math.max(box[3], y + r);
  };
  for (const node of scene.nodes) add(scene.x[node], scene.y[node], 40);
  for (const one of scene.supers) add(one.x, one.y, one.r);
  for (const disk of scene.disks) for (const [x, y] of outline(graph, disk)) add(x, y, 0);
  return box[0] === Infinity ? [-100, -100, 100, 100] : box;
}
