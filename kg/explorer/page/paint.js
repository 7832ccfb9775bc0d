/* Draws a scene on a canvas: one path for the edges, one for each type, labels last. */
import { say, term } from "./words.js";
import { fitted, shortened, textWidth } from "./labels.js";
import { trace } from "./shapes.js";
import { typeOf } from "./data.js";

export const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",sans-serif';
const LABELS = 160;
const MOVING_EDGES = 4000;
const SMALL = 2.6;

export const radiusOf = (graph, node, scale) => Math.max(2.4, Math.min(26, graph.size[node] * Math.max(scale, 0.34)));

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

function paintDisks(context, { scene, camera, shade }) {
  context.lineWidth = 1;
  context.strokeStyle = shade.rim;
  context.fillStyle = shade.disk;
  for (const disk of scene.disks) {
    context.beginPath();
    context.arc(disk.x * camera.k + camera.x, disk.y * camera.k + camera.y, disk.r * camera.k, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

function paintLinks(context, { scene, camera, shade, near, graph, selected }) {
  if (!scene.links.length) return;
  const most = scene.links[0].weight;
  context.lineCap = "round";
  for (const { ends, points, weight } of scene.links.slice(0, 1500)) {
    const mine = ends.includes(selected) || ends.some((end) => end >= graph.count && graph.disks[end - graph.count].region === selected && selected >= 0);
    context.globalAlpha = near && !mine ? 0.04 : mine ? 0.6 : 0.07 + 0.2 * (weight / most);
    context.strokeStyle = mine ? shade.accent : shade.line;
    context.lineWidth = 0.7 + 2.3 * Math.sqrt(weight / most);
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
  for (let at = 0; at < scene.from.length; at += step) {
    const one = scene.from[at];
    const other = scene.to[at];
    if ((x[one] < box[0] && x[other] < box[0]) || (x[one] > box[2] && x[other] > box[2])
      || (y[one] < box[1] && y[other] < box[1]) || (y[one] > box[3] && y[other] > box[3])) continue;
    const mine = selected >= 0 && (one === selected || other === selected);
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
  context.globalAlpha = 0.9;
  context.strokeStyle = shade.accent;
  context.lineWidth = 1.6;
  context.stroke(paths[2]);
  context.globalAlpha = 1;
}

/* A closed disk: a ring that shows how much of each type it holds. */
function paintSupers(context, { scene, camera, shade, graph, near, selected }) {
  context.lineCap = "butt";
  for (const one of scene.supers) {
    const [x, y, r] = [one.x * camera.k + camera.x, one.y * camera.k + camera.y, superRadius(one, camera.k)];
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fillStyle = shade.paper;
    context.fill();
    context.globalAlpha = near && one.region !== selected ? 0.4 : 1;
    let turn = -Math.PI / 2;
    context.lineWidth = Math.max(3, r * 0.16);
    one.types.forEach((count, type) => {
      const next = turn + (count / one.count) * 2 * Math.PI;
      context.beginPath();
      context.strokeStyle = graph.words.types[type][3];
      context.arc(x, y, r - context.lineWidth / 2, turn, next);
      if (count) context.stroke();
      turn = next;
    });
  }
  context.globalAlpha = 1;
}

export const superRadius = (one, scale) => Math.max(5, Math.min(one.r * scale * 0.86, 8 + 3.2 * Math.sqrt(one.count)));

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
  context.beginPath();
  context.lineWidth = 3;
  context.strokeStyle = shade.accent;
  context.arc(scene.x[selected] * camera.k + camera.x, scene.y[selected] * camera.k + camera.y,
    radiusOf(graph, selected, camera.k) + 5, 0, 2 * Math.PI);
  context.stroke();
}

function labelsOf(width, height, box, look) {
  const { graph, scene, camera, near, selected, hovered, moving } = look;
  const points = [];
  const add = (node, rank) => points.push({
    rank, node, text: shortened(graph.names[node]), x: scene.x[node] * camera.k + camera.x, y: scene.y[node] * camera.k + camera.y,
    r: radiusOf(graph, node, camera.k), ...(typeOf(graph, node) === "Region" ? { size: 14, bold: true } : { size: 12, bold: false }),
    always: node === selected || node === hovered, faint: Boolean(near) && !near.has(node),
  });
  for (const one of scene.supers) {
    const [x, y, r] = [one.x * camera.k + camera.x, one.y * camera.k + camera.y, superRadius(one, camera.k)];
    const full = diskName(graph, one);
    const inside = r > 30 || textWidth(full) * 11 <= 2 * r - 10;
    const common = { x, r, inside, rank: inside ? 0.7 : 0.8, faint: Boolean(near) && one.region !== selected };
    const name = shortName(full, r > 30 ? (2 * r - 14) / 14 : 12);
    const lines = r > 44 ? leading(graph, scene, one, Math.floor((1.5 * r) / 11)) : [];
    const top = r > 30 ? y - 8 - lines.length * 7 : inside ? y - 6 : y;
    points.push({ ...common, text: inside ? name : `${name} ${one.count}`, y: top, size: r > 30 ? 14 : 11, bold: true });
    if (inside) points.push({ ...common, text: String(one.count), y: top + (r > 30 ? 16 : 12), size: r > 30 ? 12 : 10, bold: false, dim: true });
    lines.forEach((text, at) => points.push({ ...common, text, y: top + 32 + at * 14, size: 11, bold: false }));
  }
  for (const disk of scene.disks) {
    if (disk.region === -2) points.push({ rank: 3, text: say("elsewhere"), x: disk.x * camera.k + camera.x, y: (disk.y - disk.r) * camera.k + camera.y, r: 4, size: 12, bold: false, dim: true, faint: Boolean(near) });
  }
  const most = moving ? LABELS / 2 : LABELS;
  let seen = 0;
  for (const node of scene.nodes) {
    const inside = scene.x[node] > box[0] && scene.x[node] < box[2] && scene.y[node] > box[1] && scene.y[node] < box[3];
    const first = node === selected || node === hovered;
    if (!inside || (seen > most * 6 && !first && !(near && near.has(node)))) continue;
    seen += 1;
    add(node, first ? 0 : near && near.has(node) ? 0.5 : typeOf(graph, node) === "Region" ? 1.5 : 2);
  }
  points.sort((a, b) => a.rank - b.rank);
  return fitted(points, width, height, most);
}

const diskName = (graph, disk) => (disk.region >= 0 ? graph.names[disk.region] : say(disk.region === -2 ? "elsewhere" : "shared"));
const shortName = (text, most) => (textWidth(text) <= most ? text : `${[...text].slice(0, Math.max(2, Math.floor(most) - 1)).join("")}…`);

/* The industries most tied to what a closed disk holds: what the region is known for. */
function leading(graph, scene, disk, most) {
  scene.leading ??= new Map();
  if (!scene.leading.has(disk.at)) {
    const industry = graph.typeNames.indexOf("Industry");
    scene.leading.set(disk.at, disk.own.filter((node) => graph.type[node] === industry).sort((a, b) => a - b).map((node) => graph.names[node]));
  }
  return scene.leading.get(disk.at).filter((text) => textWidth(text) <= most).slice(0, disk.r > 0 ? 2 : 0);
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
