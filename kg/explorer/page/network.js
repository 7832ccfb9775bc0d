/* The network view: a canvas that the reader moves, zooms, clicks, and walks by keys. */
import { idOf, typeOf } from "./data.js";
import { byName, make, speak } from "./dom.js";
import { colours, paint, radiusOf } from "./paint.js";
import { superRadius } from "./supers.js";
import { bounds, openKey, sceneOf } from "./scene.js";
import { go, note, state } from "./state.js";
import { say, term } from "./words.js";

const NEAREST = 0.005;
const CLOSEST = 6;
const REST = 160;
export const net = { graph: null, shown: null, scene: null, camera: { x: 0, y: 0, k: 1 }, canvas: null, hovered: -1,
  moving: false, shade: null, frames: 0, width: 0, height: 0, opened: "", waiting: 0, look: null, begun: () => {} };

/* A disk is open from where its radius is a fifth of the window. */
const eye = () => ({ k: net.camera.k, reach: Math.max(90, Math.min(net.width, net.height) * 0.2) });

export function startNetwork(graph) {
  net.graph = graph;
  net.canvas = make("canvas", { id: "canvas", tabindex: "0", role: "application" });
  listen(net.canvas);
  new ResizeObserver(resized).observe(byName("stage"));
  return net.canvas;
}

export function resized() {
  const box = byName("stage").getBoundingClientRect();
  if (!box.width || !net.canvas.isConnected) return;
  const first = !net.width;
  const [dx, dy] = [(box.width - net.width) / 2, (box.height - net.height) / 2];
  net.width = box.width;
  net.height = box.height;
  const ratio = Math.min(2, devicePixelRatio || 1);
  net.canvas.width = Math.round(box.width * ratio);
  net.canvas.height = Math.round(box.height * ratio);
  if (first) { rebuild(); startCamera(); } else { net.camera.x += dx; net.camera.y += dy; }
  drawNow();
}

function startCamera() {
  const [x, y, k] = state.at.split(",").map(Number);
  if (k > 0) net.camera = { k, x: net.width / 2 - x * k, y: net.height / 2 - y * k };
  else fit();
  if (state.id && !(k > 0)) reveal(net.graph.byId(state.id));
  rebuild();
  net.begun();
}

/* Builds the scene anew after the state or what is shown changed. */
export function rebuild() {
  if (!net.shown) return;
  net.opened = openKey(net.graph, eye());
  net.scene = sceneOf(net.graph, net.shown, eye());
  net.near = nearOf();
  requestDraw();
}

function nearOf() {
  const node = state.id ? net.graph.byId(state.id) : net.hovered;
  if (node < 0 || net.scene.kind === "path") return null;
  const found = new Set([node]);
  for (const edge of net.graph.edgesOf(node)) if (net.shown.edge[edge]) found.add(net.graph.otherEnd(edge, node));
  for (const disk of net.graph.disks) if (disk.region === node && net.graph.family[node] === disk.at) disk.own.forEach((one) => found.add(one));
  return found;
}

export function requestDraw() {
  if (net.waiting) return;
  net.waiting = requestAnimationFrame(drawNow);
}

export function lookOf(camera, moving) {
  return { graph: net.graph, scene: net.scene, camera, near: net.near, hovered: net.hovered, shade: net.shade, moving,
    selected: state.id ? net.graph.byId(state.id) : -1 };
}

function drawNow() {
  cancelAnimationFrame(net.waiting);
  net.waiting = 0;
  if (!net.scene || !net.width) return;
  if (net.scene.kind === "layered" && openKey(net.graph, eye()) !== net.opened) {
    net.opened = openKey(net.graph, eye());
    net.scene = sceneOf(net.graph, net.shown, eye());
  }
  net.shade ??= colours();
  const context = net.canvas.getContext("2d");
  const ratio = net.canvas.width / net.width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  net.look = lookOf(net.camera, net.moving);
  paint(context, net.width, net.height, net.look);
  net.frames += 1;
  net.canvas.dataset.frames = net.frames;
  net.canvas.dataset.labels = net.look.placed.length;
  net.canvas.dataset.nodes = net.scene.nodes.length;
  net.canvas.dataset.supers = net.scene.supers.length;
  document.body.dataset.drawn = "true";
}

export function recolour() {
  net.shade = null;
  requestDraw();
}

/* The whole scene in the window. */
export function fit(box) {
  if (!net.scene) rebuild();
  if (!net.scene || !net.width) return;
  const [left, top, right, bottom] = box ?? bounds(net.graph, net.scene);
  const k = Math.min(2, 0.97 * Math.min(net.width / (right - left), net.height / (bottom - top)));
  net.camera = { k, x: net.width / 2 - ((left + right) / 2) * k, y: net.height / 2 - ((top + bottom) / 2) * k };
  moved(Boolean(box));
}

/* Moves the window so that a node can be seen, and near enough that its disk is open. */
export function reveal(node) {
  if (node < 0 || !net.scene || !net.width) return;
  const { scene } = net;
  if (!scene.drawn[node] && scene.kind !== "layered") return;
  const closed = scene.supers.find((one) => one.region === node);
  const [atX, atY] = closed ? [closed.x, closed.y] : [scene.x[node], scene.y[node]];
  const [x, y] = [atX * net.camera.k + net.camera.x, atY * net.camera.k + net.camera.y];
  const visible = x > 30 && y > 30 && x < net.width - 30 && y < net.height - 30;
  if (visible && (closed || scene.drawn[node])) return;
  const k = Math.max(net.camera.k, closed || scene.drawn[node] ? 0 : 0.6);
  net.camera = { k, x: net.width / 2 - atX * k, y: net.height / 2 - atY * k };
  moved();
}

/* The camera changed: draw quickly now, fully when it rests, and put the place into the address; the whole view,
   which fits every window, leaves none there. */
function moved(kept = true) {
  net.moving = true;
  clearTimeout(net.rest);
  net.rest = setTimeout(() => {
    net.moving = false;
    requestDraw();
    const { x, y, k } = net.camera;
    if (state.view === "network" && (kept || state.at)) note({ at: !kept ? "" : `${Math.round((net.width / 2 - x) / k)},${Math.round((net.height / 2 - y) / k)},${k.toPrecision(4)}` });
  }, REST);
  requestDraw();
}

export function zoom(factor, px = net.width / 2, py = net.height / 2) {
  const k = Math.min(CLOSEST, Math.max(NEAREST, net.camera.k * factor));
  const share = k / net.camera.k;
  net.camera = { k, x: px - (px - net.camera.x) * share, y: py - (py - net.camera.y) * share };
  moved();
}

export function pan(dx, dy) {
  net.camera.x += dx;
  net.camera.y += dy;
  moved();
}

/* What is at a point of the canvas: {node} or {disk} or null. */
export function hit(px, py) {
  const { graph, scene, camera } = net;
  let best = null;
  let distance = Infinity;
  for (const node of scene.nodes) {
    const dx = scene.x[node] * camera.k + camera.x - px;
    const dy = scene.y[node] * camera.k + camera.y - py;
    const away = Math.hypot(dx, dy) - radiusOf(graph, node, camera.k);
    if (away < Math.min(5, distance)) { best = { node }; distance = away; }
  }
  if (best) return best;
  const label = (net.look?.placed ?? []).find((one) => one.node !== undefined && px >= one.left && px <= one.left + one.text.length * one.size
    && py >= one.top && py <= one.top + one.size);
  if (label) return { node: label.node };
  const disk = scene.supers.find((one) => Math.hypot(one.x * camera.k + camera.x - px, one.y * camera.k + camera.y - py) <= superRadius(one, camera.k));
  return disk ? { disk } : null;
}

function listen(canvas) {
  const pointers = new Map();
  let far = 0;
  const point = (event) => [event.offsetX, event.offsetY];
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, point(event));
    far = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) { hover(hit(...point(event))); return; }
    const [x, y] = point(event);
    if (pointers.size === 2) pinch(pointers, event.pointerId, [x, y]);
    else if (far + Math.abs(x - last[0]) + Math.abs(y - last[1]) > 3) pan(x - last[0], y - last[1]);
    far += Math.abs(x - last[0]) + Math.abs(y - last[1]);
    pointers.set(event.pointerId, [x, y]);
  });
  canvas.addEventListener("pointerup", (event) => {
    pointers.delete(event.pointerId);
    if (far <= 3) clicked(hit(...point(event)));
  });
  canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
  canvas.addEventListener("dblclick", (event) => opened(hit(...point(event))));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), ...point(event));
  }, { passive: false });
  canvas.addEventListener("keydown", keyed);
}

function pinch(pointers, id, [x, y]) {
  const [, other] = [...pointers].find(([key]) => key !== id);
  const last = pointers.get(id);
  const before = Math.hypot(last[0] - other[0], last[1] - other[1]) || 1;
  zoom(Math.hypot(x - other[0], y - other[1]) / before, (x + other[0]) / 2, (y + other[1]) / 2);
}

function hover(found) {
  const node = found?.node ?? -1;
  net.canvas.style.cursor = found ? "pointer" : "grab";
  if (node === net.hovered) return;
  net.hovered = node;
  net.near = nearOf();
  requestDraw();
}

function clicked(found) {
  if (found?.disk) { if (found.disk.region >= 0) go({ id: idOf(net.graph, found.disk.region) }); else opened(found); return; }
  go({ id: found ? idOf(net.graph, found.node) : "" });
}

/* A double click: into a closed disk, or to a node and what is around it. */
function opened(found) {
  if (found?.disk) {
    const { x, y, r } = found.disk;
    fit([x - r, y - r, x + r, y + r]);
  } else if (found) go({ id: idOf(net.graph, found.node), focus: idOf(net.graph, found.node), path: "", at: "" });
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function keyed(event) {
  const direction = DIRECTIONS[event.key];
  const selected = state.id ? net.graph.byId(state.id) : -1;
  if (direction && event.shiftKey) pan(-60 * direction[0], -60 * direction[1]);
  else if (direction) step(selected, direction);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fit();
  else if (event.key === "Enter" && selected >= 0) byName("panel").focus();
  else if (event.key === "f" && selected >= 0) opened({ node: selected });
  else if (event.key === "Escape") go(state.focus || state.path ? { focus: "", path: "", at: "" } : { id: "" });
  else return;
  event.preventDefault();
}

/* To the nearest node in a direction, or to the most important one. */
function step(selected, [dx, dy]) {
  const { scene, graph } = net;
  const stops = new Map(scene.supers.filter((one) => one.region >= 0).map((one) => [one.region, [one.x, one.y]]));
  for (const node of scene.nodes) stops.set(node, [scene.x[node], scene.y[node]]);
  let best = stops.has(selected) ? -1 : [...stops.keys()][0] ?? -1;
  let least = Infinity;
  if (best < 0 && stops.size) {
    const here = stops.get(selected);
    for (const [node, there] of stops) {
      const [x, y] = [there[0] - here[0], there[1] - here[1]];
      const along = x * dx + y * dy;
      const cost = along + 2.5 * Math.abs(x * dy - y * dx);
      if (node !== selected && along > 0 && cost < least) { best = node; least = cost; }
    }
  }
  if (best < 0) return;
  go({ id: idOf(graph, best) });
  reveal(best);
  speak(`${graph.names[best]}, ${term(typeOf(graph, best))}, ${say("relationCount", graph.degree[best])}`);
}
