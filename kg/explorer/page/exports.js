/* What the reader takes away: the view as PNG or SVG, its nodes as CSV, nodes and edges as JSON, a link. */
import { idOf, typeOf } from "./data.js";
import { copyText, download, draw, make, speak } from "./dom.js";
import { outline } from "./hulls.js";
import { FONT, paint, radiusOf } from "./paint.js";
import { isFamily, superRadius } from "./supers.js";
import { csvOfNodes } from "./table.js";
import { lookOf, net } from "./network.js";
import { outlinePath } from "./shapes.js";
import { say } from "./words.js";

const PNG_SCALE = 2;

function asPng() {
  const canvas = make("canvas");
  canvas.width = net.width * PNG_SCALE;
  canvas.height = net.height * PNG_SCALE;
  const context = canvas.getContext("2d");
  context.scale(PNG_SCALE, PNG_SCALE);
  paint(context, net.width, net.height, lookOf(net.camera, false));
  canvas.toBlob((blob) => download("explorer.png", "image/png", blob));
}

/* The same drawing as an SVG document. */
export function svgText() {
  const { graph, scene, camera, shade } = net;
  const look = lookOf(camera, false);
  paint(make("canvas").getContext("2d"), net.width, net.height, look);
  const at = (x, y) => [(x * camera.k + camera.x).toFixed(1), (y * camera.k + camera.y).toFixed(1)];
  const lines = scene.from.map((one, edge) => `M${at(scene.x[one], scene.y[one])}L${at(scene.x[scene.to[edge]], scene.y[scene.to[edge]])}`);
  const links = scene.links.map(({ points }) => `M${at(points[0], points[1])}L${at(points[2], points[3])}`);
  const picture = draw("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${net.width} ${net.height}`, width: net.width, height: net.height, "font-family": FONT },
    draw("rect", { width: "100%", height: "100%", fill: shade.ground }),
    scene.disks.map((disk) => draw("polygon", { points: outline(graph, disk).map(([x, y]) => at(x, y).join(",")).join(" "), fill: shade.disk, stroke: shade.rim })),
    draw("path", { d: [...lines, ...links].join(""), stroke: shade.line, "stroke-opacity": 0.4, fill: "none" }),
    scene.supers.map((one) => superShape(graph, one, at(one.x, one.y), superRadius(one, camera.k), shade)),
    graph.words.types.map(([, , , colour, shape], type) => draw("path", { fill: colour, d: scene.nodes.filter((node) => graph.type[node] === type)
      .map((node) => outlinePath(shape, ...at(scene.x[node], scene.y[node]).map(Number), radiusOf(graph, node, camera.k))).join("") })),
    look.placed.map((label) => draw("text", { x: label.left.toFixed(1), y: (label.top + label.size * 0.85).toFixed(1), "font-size": label.size, fill: shade.ink,
      "font-weight": label.bold ? 600 : null, stroke: shade.ground, "stroke-width": 3, "paint-order": "stroke" }, label.text)));
  return new XMLSerializer().serializeToString(picture);
}

/* A closed disk as on the canvas: a square for a class of industries, else a ring of its types. */
function superShape(graph, one, [x, y], r, shade) {
  if (isFamily(graph, one)) return draw("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r, rx: r * 0.3, fill: shade.paper, stroke: graph.words.types[graph.type[one.region]][3], "stroke-width": Math.max(2.5, r * 0.1) });
  const width = Math.max(3, r * 0.16);
  const around = 2 * Math.PI * (r - width / 2);
  let turned = 0;
  const arcs = [...one.types].map((count, type) => {
    const share = count / one.count;
    turned += share;
    return count ? draw("circle", { cx: x, cy: y, r: r - width / 2, fill: "none", stroke: graph.words.types[type][3], "stroke-width": width,
      "stroke-dasharray": `${share * around} ${around}`, transform: `rotate(${(turned - share) * 360 - 90} ${x} ${y})` }) : null;
  });
  return [draw("circle", { cx: x, cy: y, r, fill: shade.paper }), ...arcs];
}

/* The nodes and edges that pass the filters, within the focus where there is one. */
function selection() {
  const { graph, shown, scene } = net;
  const inside = scene.kind === "ring" || scene.kind === "path" ? (node) => scene.drawn[node] : (node) => shown.node[node];
  const nodes = Array.from({ length: graph.count }, (_, node) => node).filter(inside);
  const edges = Array.from({ length: graph.edgeCount }, (_, edge) => edge).filter((edge) => shown.edge[edge] && inside(graph.from[edge]) && inside(graph.to[edge]));
  return { nodes, edges };
}

export function jsonText() {
  const { graph } = net;
  const { nodes, edges } = selection();
  return JSON.stringify({
    nodes: nodes.map((node) => ({ id: idOf(graph, node), type: typeOf(graph, node), name: graph.names[node], aliases: graph.aliasesOf(node), code: graph.codes[node],
      facts: graph.factsOf(node).map((row) => [graph.words.facts[graph.columns.facts.name[row]][0], graph.columns.facts.value[row]]) })),
    edges: edges.map((edge) => ({ from: idOf(graph, graph.from[edge]), relation: graph.relationNames[graph.relation[edge]], to: idOf(graph, graph.to[edge]),
      evidence: graph.edgeReferences(edge).map((at) => graph.columns.sentences.text[graph.columns.references.sentence[at]]) })),
  }, null, 1);
}

export function exportMenu() {
  const item = (name, act) => make("button", { onclick: act, class: "item" }, name);
  return make("details", { class: "menu", id: "take" }, make("summary", {}, say("takeAway")), make("div", {},
    item("PNG", asPng), item("SVG", () => download("explorer.svg", "image/svg+xml", svgText())),
    item(`CSV ${say("nodes")}`, () => download("nodes.csv", "text/csv;charset=utf-8", csvOfNodes(net.graph, selection().nodes))),
    item("JSON", () => download("selection.json", "application/json", jsonText())),
    item(say("copyLink"), async () => { await copyText(location.href); speak(say("copied")); }),
    item(say("print"), () => print())));
}
