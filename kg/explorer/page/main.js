/* The page: reads the data, then follows the state. */
import { compareView, matrixView, regionView } from "./regions.js";
import { exportMenu } from "./exports.js";
import { fit, net, pan, rebuild, recolour, resized, reveal, startNetwork, zoom } from "./network.js";
import { go, hashOf, startState, state, watch } from "./state.js";
import { graphOf, readColumns } from "./data.js";
import { programmeView } from "./programme.js";
import { say, useLanguage, useStrings } from "./words.js";
import { showControls } from "./controls.js";
import { byName, make } from "./dom.js";
import { showPanel } from "./panel.js";
import { shownBy } from "./filters.js";
import { startSearch } from "./search.js";
import { tableView } from "./table.js";

const VIEWS = ["network", "programme", "region", "compare", "matrix", "table"];
const FILTERS = ["hide", "cut", "region", "industry", "programme", "document", "since", "until", "sure", "amount"];
const page = { graph: null, shown: null, labelSearch: null, bar: null };

const any = (changed, names) => names.some((name) => changed.has(name));
const view = () => (VIEWS.includes(state.view) ? state.view : "network");

function showHead() {
  byName("title").textContent = say("title");
  byName("views").setAttribute("aria-label", say("views"));
  byName("views").replaceChildren(...VIEWS.map((name) => make("a", { href: hashOf({ view: name, id: "" }), "aria-current": view() === name ? "page" : null,
    onclick: (event) => { event.preventDefault(); go({ view: name, id: "" }); } }, say(`view-${name}`))));
  const dark = document.documentElement.dataset.theme === "dark" || (!state.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  byName("tools").replaceChildren(exportMenu(),
    make("button", { id: "theme", "aria-label": say("theme"), title: say("theme"), onclick: () => go({ theme: dark ? "light" : "dark" }) }, dark ? "☀" : "☾"),
    make("button", { id: "language", lang: state.lang === "en" ? "zh" : "en", onclick: () => go({ lang: state.lang === "en" ? "zh" : "en" }) }, state.lang === "en" ? "中文" : "English"));
  page.labelSearch();
}

/* Buttons over the canvas: zoom, and what the network is limited to. */
function showBar() {
  const button = (name, text, act) => make("button", { "aria-label": say(name), title: say(name), onclick: act }, text);
  const focus = state.focus ? page.graph.byId(state.focus) : -1;
  page.bar.replaceChildren(
    make("div", { class: "zoom" }, button("zoomIn", "+", () => zoom(1.4)), button("zoomOut", "−", () => zoom(1 / 1.4)), button("fit", "⤢", () => fit())),
    ...(focus >= 0 && !state.path ? [make("div", { class: "focus" }, make("span", {}, say("focusOn", page.graph.names[focus])),
      [1, 2, 3].map((steps) => make("button", { "aria-pressed": String(Number(state.steps) === steps), onclick: () => go({ steps: String(steps), at: "" }) }, say("steps", steps))),
      make("button", { onclick: () => go({ focus: "", at: "" }) }, say("leave")))] : []),
    ...(state.path ? [make("div", { class: "focus" }, make("span", {}, say("paths")), make("button", { onclick: () => go({ path: "", at: "" }) }, say("leave")))] : []),
    ...(state.with && view() === "network" && !state.path && page.graph.byId(state.with) >= 0 ? [make("div", { class: "focus" }, make("span", {}, say("pathFromHint", page.graph.names[page.graph.byId(state.with)])),
      make("button", { onclick: () => go({ with: "" }) }, say("leave")))] : []),
    ...(net.scene?.kind === "layered" || state.open === "all" ? [make("div", { class: "focus" }, make("span", {}, say(state.open === "all" ? "everything" : "layered")),
      make("button", { onclick: () => go({ open: state.open === "all" ? "" : "all" }) }, say(state.open === "all" ? "overview" : "drawAll")))] : []));
}

function showStage() {
  const stage = byName("stage");
  const name = view();
  document.body.dataset.view = name;
  if (name === "network") {
    if (!net.canvas.isConnected) stage.replaceChildren(net.canvas, page.bar);
    net.canvas.setAttribute("aria-label", say("canvas"));
    resized();
    return;
  }
  const content = { programme: programmeView, region: regionView, compare: compareView, matrix: matrixView, table: tableView }[name];
  stage.replaceChildren(content(page.graph, page.shown));
  document.body.dataset.drawn = "true";
}

function filter() {
  page.shown = net.shown = shownBy(page.graph);
  showControls(page.graph, page.shown);
}

/* What follows a change of the state. */
function follow(changed) {
  if (changed.has("theme")) theme();
  if (changed.has("lang")) useLanguage(state.lang);
  if (any(changed, ["lang", "theme", "view"])) showHead();
  if (any(changed, [...FILTERS, "lang"])) filter();
  const placed = any(changed, ["focus", "steps", "path", "open"]);
  if (placed || any(changed, [...FILTERS, "id", "lang"])) rebuild();
  if (view() !== "network" ? !(changed.size === 1 && changed.has("query")) : any(changed, ["view", "lang"])) showStage();
  showBar();
  if (any(changed, ["id", "lang", "path", "with", "view", ...(state.path ? FILTERS : [])])) showPanel(page.graph, net);
  if (view() !== "network") return;
  if (placed || any(changed, ["region", "industry", "programme", "document"])) fit();
  else if (changed.has("id")) reveal(state.id ? page.graph.byId(state.id) : -1);
}

function theme() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  recolour();
}

async function start() {
  startState();
  const columns = await readColumns(byName("data"));
  useStrings(JSON.parse(byName("strings").textContent), columns.words);
  useLanguage(state.lang);
  theme();
  page.graph = graphOf(columns);
  page.bar = make("div", { id: "bar" });
  startNetwork(page.graph);
  net.begun = () => { showBar(); showPanel(page.graph, net); };
  page.labelSearch = startSearch(page.graph);
  showHead();
  filter();
  showStage();
  showPanel(page.graph, net);
  showBar();
  watch(follow);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { showHead(); recolour(); });
  document.body.dataset.ready = "true";
}

globalThis.explorer = { net, pan, zoom };
start();
