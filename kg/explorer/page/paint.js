/* Draws a scene on a canvas: one path for the edges, one for each type, labels last. */
import { say, term } from "./words.js";
import { fitted, shortened } from "./labels.js";
import { endsAt, paintHalo, paintSupers, superLabels } from "./supers.js";
import { outline } from "./hulls.js";
import { trace } from "./shapes.js";
import { amountOf, typeOf } from "./data.js";

export const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",sans-serif';
const LABELS = 160;
/* Square pixels for each label: more of them would be a page of text. */
const ROOM = 7000;
const MOVING_EDGES = 4000;
const SMALL = 2.6;

export const radiusOf = (graph, node, scale) => Math.max(2.4, Math.min(26, graph.size[node] * Math.max(scale, graph.least)));

/* The colours that the style sheet gives. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return { ink: read("--ink"), dim: read("--dim"), ground: read("--ground"), line: read("--edge"), disk: read("--disk"),
    rim: read("--rim"), accent: read("--accent"), paper: read("--paper") };
}

/* The box of the page in the graph's units. */
function windowOf(camera, width, height) {
  return [-camera.x / camera.k, -camera.y / camera.k, (width - camera.x) / camera.k, (height - camera.y) / camera.k];
}

/* `look`: {graph, scene, camera, selected, near (Set or null), hovered, moving, shade, labels}. */
export function paint(context, width, height, look) {
  const { camera, shade } = look;
  context.fillStyle = shade.ground;
  context.fillRect(0, 0, width, height);
  const box = windowOf(camera, width, height);
  paintDisks(context, look);
  paintLinks(context, look);
  paintEdges(context, box, look);
  paintSupers(context, look);
  paintNodes(context, box, look);
  if (look.selected >= 0) paintSelected(context, look);
  look.placed = labelsOf(width, height, box, look);
  paintLabels(context, look);
}

function paintDisks(context, { graph, scene, camera, shade }) {
  context.lineWidth = 1;
  context.strokeStyle = shade.rim;
  context.fillStyle = shade.disk;
  for (const disk of scene.disks) {
    context.beginPath();
    for (const [x, y] of outline(graph, disk)) context.lineTo(x * camera.k + camera.x, y * camera.k + camera.y);
    context.closePath();
    context.fill();
    context.stroke();
  }
}

function paintLinks(context, { scene, camera, shade, graph, selected }) {
  if (!scene.links.length) return;
  const most = scene.links[0].weight;
  const chosen = scene.supers.some((one) => one.region === selected && selected >= 0);
  context.lineCap = "round";
  for (const { ends, points, weight, strong } of scene.links.slice(0, 1500)) {
    const mine = endsAt(graph, ends, selected);
    context.globalAlpha = mine ? 0.75 : chosen ? 0.03 : strong ? 0.2 + 0.3 * (weight / most) : 0.06;
    context.strokeStyle = mine ? shade.accent : shade.line;
    context.lineWidth = 0.7 + (strong || mine ? 4.3 : 1) * Math.sqrt(weight / most);
    context.beginPath();
    context.moveTo(points[0] * camera.k + camera.x, points[1] * camera.k + camera.y);
    context.lineTo(points[2] * camera.k + camera.x, points[3] * camera.k + camera.y);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/* Spokes inside a disk are faint, edges between disks stronger; while moving, a part of them stands for all. */
function paintEdges(context, box, { graph, scene, camera, shade, near, selected, moving }) {
  const step = moving ? Math.max(1, Math.ceil(scene.from.length / MOVING_EDGES)) : 1;
  const { x, y } = scene;
  const paths = [new Path2D(), new Path2D(), new Path2D()];
  const laid = scene.kind === "ring" || scene.kind === "path";
  let drawn = 0;
  for (let at = 0; at < scene.from.length; at += step) {
    const one = scene.from[at];
    const other = scene.to[at];
    if ((x[one] < box[0] && x[other] < box[0]) || (x[one] > box[2] && x[other] > box[2])
      || (y[one] < box[1] && y[other] < box[1]) || (y[one] > box[3] && y[other] > box[3])) continue;
    const mine = selected >= 0 && (one === selected || other === selected);
    drawn += mine ? 1 : 0;
    const path = paths[mine ? 2 : !laid && graph.disk[one] === graph.disk[other] ? 0 : 1];
    path.moveTo(x[one] * camera.k + camera.x, y[one] * camera.k + camera.y);
    path.lineTo(x[other] * camera.k + camera.x, y[other] * camera.k + camera.y);
  }
  context.strokeStyle = shade.line;
  context.lineWidth = 1;
  const crowd = Math.min(1, Math.max(0.25, 900 / (scene.from.length / step + 1)));
  [laid ? 0.8 : 0.28, laid ? 0.8 : 0.6 * crowd].forEach((alpha, kind) => {
    context.globalAlpha = near ? alpha * 0.3 : alpha;
    context.stroke(paths[kind]);
  });
  /* Hundreds of spokes of one node would cover the names at their ends. */
  context.globalAlpha = Math.max(0.14, Math.min(0.9, 40 / (drawn + 1)));
  context.strokeStyle = shade.accent;
  context.lineWidth = drawn > 60 ? 1.1 : 1.6;
  context.stroke(paths[2]);
  context.globalAlpha = 1;
}

function paintNodes(context, box, { graph, scene, camera, shade, near }) {
  const { x, y } = scene;
  const paths = graph.words.types.map(() => [new Path2D(), new Path2D()]);
  const margin = 30 / camera.k;
  for (const node of scene.nodes) {
    if (x[node] < box[0] - margin || x[node] > box[2] + margin || y[node] < box[1] - margin || y[node] > box[3] + margin) continue;
    const r = radiusOf(graph, node, camera.k);
    const path = paths[graph.type[node]][near && !near.has(node) ? 1 : 0];
    const [px, py] = [x[node] * camera.k + camera.x, y[node] * camera.k + camera.y];
    if (r < SMALL && scene.nodes.length > 3000) path.rect(px - r * 0.85, py - r * 0.85, r * 1.7, r * 1.7);
    else trace(path, graph.words.types[graph.type[node]][4], px, py, r);
  }
  context.lineWidth = 1;
  paths.forEach(([strong, weak], type) => {
    context.fillStyle = graph.words.types[type][3];
    context.strokeStyle = shade.ground;
    context.globalAlpha = 0.16;
    context.fill(weak);
    context.globalAlpha = 1;
    context.fill(strong);
    if (camera.k > 0.25) context.stroke(strong);
  });
}

function paintSelected(context, { graph, scene, camera, shade, selected }) {
  if (!scene.drawn[selected]) return;
  paintHalo(context, shade, scene.x[selected] * camera.k + camera.x, scene.y[selected] * camera.k + camera.y,
    radiusOf(graph, selected, camera.k) + 5);
}

/* Regions first, then decoded codes and projects with an amount, then the others. */
function importance(graph, node) {
  if (typeOf(graph, node) === "Region") return 1.5;
  if (graph.componentsOf(node).length) return graph.codes[node] ? 1.6 : 1.8;
  return typeOf(graph, node) === "Project" && amountOf(graph, node) ? 1.8 : 2;
}

function labelsOf(width, height, box, look) {
  const { graph, scene, camera, near, selected, hovered, moving } = look;
  const points = [];
  const add = (node, rank) => points.push({
    rank, node, text: shortened(graph.names[node]), brief: rank < 2 && graph.componentsOf(node).length ? graph.codes[node] : "", x: scene.x[node] * camera.k + camera.x, y: scene.y[node] * camera.k + camera.y,
    r: radiusOf(graph, node, camera.k), ...(typeOf(graph, node) === "Region" ? { size: 14, bold: true } : { size: 12, bold: false }),
    always: node === selected || node === hovered, faint: Boolean(near) && !near.has(node),
  });
  for (const one of scene.supers) points.push(...superLabels(look, one));
  for (const disk of scene.disks) {
    if (disk.region === -2) points.push({ rank: 3, text: say("elsewhere"), x: disk.x * camera.k + camera.x, y: (disk.y - disk.r) * camera.k + camera.y, r: 4, size: 12, bold: false, dim: true, faint: Boolean(near) });
  }
  const most = Math.min(LABELS, (width * height) / ROOM) / (moving ? 2 : 1);
  let seen = 0;
  for (const node of scene.nodes) {
    const inside = scene.x[node] > box[0] && scene.x[node] < box[2] && scene.y[node] > box[1] && scene.y[node] < box[3];
    const first = node === selected || node === hovered;
    if (!inside || (seen > most * 6 && !first && !(near && near.has(node)))) continue;
    seen += 1;
    add(node, first ? 0 : near && near.has(node) ? 0.5 : importance(graph, node));
  }
  points.sort((a, b) => a.rank - b.rank);
  return fitted(points, width, height, most);
}

function paintLabels(context, { shade, placed, scene, camera, graph, near, selected }) {
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = shade.ground;
  context.fillStyle = shade.ink;
  for (const label of placed) {
    context.font = `${label.bold ? "600 " : ""}${label.size}px ${FONT}`;
    context.globalAlpha = label.faint ? 0.3 : 1;
    context.fillStyle = label.dim ? shade.dim : shade.ink;
    if (!label.inside) context.strokeText(label.text, label.left, label.top);
    context.fillText(label.text, label.left, label.top);
  }
  context.globalAlpha = 1;
  if (scene.kind === "path" || (scene.kind === "ring" && near && near.size < 26)) paintRelations(context, { shade, scene, camera, graph, selected });
}

/* The relation beside the middle of an edge, where few edges are drawn. */
function paintRelations(context, { shade, scene, camera, graph, selected }) {
  context.font = `11px ${FONT}`;
  context.textAlign = "center";
  context.fillStyle = shade.dim;
  const seen = new Set();
  scene.from.forEach((one, at) => {
    const other = scene.to[at];
    const edge = [...graph.edgesOf(one)].find((found) => graph.to[found] === other && graph.from[found] === one && !seen.has(found));
    if (edge === undefined || (scene.kind === "ring" && one !== selected && other !== selected)) return;
    seen.add(edge);
    const share = scene.kind === "path" ? 0.5 : one === selected ? 0.62 : 0.38;
    const x = (scene.x[one] + (scene.x[other] - scene.x[one]) * share) * camera.k + camera.x;
    const y = (scene.y[one] + (scene.y[other] - scene.y[one]) * share) * camera.k + camera.y;
    const text = term(graph.relationNames[graph.relation[edge]]);
    context.strokeText(text, x, y - 6);
    context.fillText(text, x, y - 6);
  });
}
