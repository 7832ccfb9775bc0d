/* Closed disks: rings of the types they hold, squares for classes of industries, with their names inside. */
import { textWidth } from "./labels.js";
import { say } from "./words.js";
import { typeOf } from "./data.js";

/* Whether the selected node is one of the ends of a link, or a closed disk there stands for it. */
export const endsAt = (graph, ends, selected) => selected >= 0 && ends.some((end) => end === selected
  || (end >= graph.count && graph.disks[end - graph.count].region === selected));

/* A closed disk: a ring that shows how much of each type it holds, a square for a class of industries. */
export function paintSupers(context, look) {
  const { scene, camera, shade, graph, selected } = look;
  context.lineCap = "butt";
  for (const one of scene.supers) {
    const [x, y, r] = [one.x * camera.k + camera.x, one.y * camera.k + camera.y, superRadius(one, camera.k)];
    context.globalAlpha = 1;
    context.fillStyle = shade.paper;
    context.lineWidth = Math.max(3, r * 0.16);
    context.beginPath();
    if (isFamily(graph, one)) context.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.3);
    else context.arc(x, y, r, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = faintSuper(look, one) ? 0.35 : 1;
    if (isFamily(graph, one)) {
      context.lineWidth = Math.max(2.5, r * 0.1);
      context.strokeStyle = graph.words.types[graph.type[one.region]][3];
      context.stroke();
    } else paintRing(context, graph, one, [x, y, r]);
    if (one.region >= 0 && one.region === selected) paintHalo(context, shade, x, y, r + 4);
  }
  context.globalAlpha = 1;
}

function paintRing(context, graph, one, [x, y, r]) {
  let turn = -Math.PI / 2;
  one.types.forEach((count, type) => {
    const next = turn + (count / one.count) * 2 * Math.PI;
    context.beginPath();
    context.strokeStyle = graph.words.types[type][3];
    context.arc(x, y, r - context.lineWidth / 2, turn, next);
    if (count) context.stroke();
    turn = next;
  });
}

export function paintHalo(context, shade, x, y, r) {
  context.beginPath();
  context.lineWidth = 3;
  context.strokeStyle = shade.accent;
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.stroke();
}

export const isFamily = (graph, one) => one.region >= 0 && typeOf(graph, one.region) === "Industry";

/* Whether something else is chosen that no link joins to a closed disk. */
function faintSuper({ graph, scene, selected, near }, one) {
  if (selected < 0) return Boolean(near);
  return one.region !== selected && !scene.links.some(({ ends }) => ends.includes(graph.count + one.at) && endsAt(graph, ends, selected));
}

export const superRadius = (one, scale) => Math.max(5, Math.min(one.r * scale * 0.86, (one.wide ? 24 : 8) + 3.2 * Math.sqrt(one.count)));

/* The name, the number and, where there is room, what the region is known for, inside a closed disk or beside it. */
export function superLabels(look, one) {
  const { graph, scene, camera } = look;
  const [x, y, r] = [one.x * camera.k + camera.x, one.y * camera.k + camera.y, superRadius(one, camera.k)];
  const full = diskName(graph, one);
  if (isFamily(graph, one) && r > 12) return squareLabels(full, one, { x, r, inside: true, rank: 0.7, faint: faintSuper(look, one) }, y);
  const large = r > 30;
  const room = 1.7 * r;
  const size = large ? 14 : textWidth(full) * 11 <= room ? 11 : 9;
  const name = shortName(graph, one, large || r > 12 ? room / size : 10);
  const inside = large || textWidth(name) * size <= room;
  const common = { x, r, inside, rank: inside ? 0.7 : 0.8, faint: faintSuper(look, one) };
  const lines = r > 44 ? leading(graph, scene, one, Math.floor((1.5 * r) / 11)) : [];
  const top = large ? y - 8 - lines.length * 7 : inside ? y - 6 : y;
  return [
    { ...common, text: inside ? name : `${name} ${one.count}`, y: top, size, bold: true },
    ...(inside ? [{ ...common, text: String(one.count), y: top + (large ? 16 : 11), size: large ? 12 : 9, bold: false, dim: true }] : []),
    ...lines.map((text, at) => ({ ...common, text, y: top + 32 + at * 14, size: 11, bold: false })),
  ];
}

/* A name in up to three lines and the number below, in a square. */
function squareLabels(full, one, common, y) {
  const size = common.r > 34 ? 13 : common.r > 20 ? 11 : 9;
  const across = Math.max(2, Math.floor((1.75 * common.r) / size));
  const characters = [...full];
  const count = Math.min(3, Math.ceil(characters.length / across));
  const each = Math.ceil(characters.length / count);
  const lines = Array.from({ length: count }, (_, at) => characters.slice(at * each, (at + 1) * each).join(""));
  if (each > across) lines[count - 1] = "…";
  const rows = lines.map((text) => ({ ...common, text, size, bold: true }));
  if ((count + 1) * (size + 2) < 1.9 * common.r) rows.push({ ...common, text: String(one.count), size: size - 1, bold: false, dim: true });
  return rows.map((row, at) => ({ ...row, y: y + (at - (rows.length - 1) / 2) * (size + 2) }));
}

const diskName = (graph, disk) => (disk.region >= 0 ? graph.names[disk.region] : say(disk.region === -2 ? "elsewhere" : "shared"));

/* The name, or the longest of the other names that fits and begins it: 新疆 for 新疆维吾尔自治区. */
function shortName(graph, disk, most) {
  const text = diskName(graph, disk);
  if (textWidth(text) <= most) return text;
  const others = disk.region >= 0 ? graph.aliasesOf(disk.region).filter((name) => text.startsWith(name) && textWidth(name) <= most) : [];
  const other = others.sort((a, b) => b.length - a.length)[0];
  return other ?? `${[...text].slice(0, Math.max(2, Math.floor(most) - 1)).join("")}…`;
}

/* The industries most tied to what a closed disk holds: what the region is known for. */
function leading(graph, scene, disk, most) {
  scene.leading ??= new Map();
  if (!scene.leading.has(disk.at)) {
    const industry = graph.typeNames.indexOf("Industry");
    scene.leading.set(disk.at, disk.own.filter((node) => graph.type[node] === industry).sort((a, b) => a - b).map((node) => graph.names[node]));
  }
  return scene.leading.get(disk.at).filter((text) => textWidth(text) <= most).slice(0, disk.r > 0 ? 2 : 0);
}
