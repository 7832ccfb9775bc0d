/* Search as you type: names, other names and codes, pinyin and initials. */
import { homeOf, idOf, typeOf } from "./data.js";
import { byName, make, speak } from "./dom.js";
import { go, state } from "./state.js";
import { say, term } from "./words.js";
import { entityLink } from "./panel.js";

const MOST_HITS = 30;
/* The index is made of so many nodes at once, after so many milliseconds at the latest. */
const PORTION = 4000;
const IDLE = 300;

/* Most names are Han characters alone, which nothing would change. */
const PLAIN = /^[\u4e00-\u9fffa-z0-9]*$/;
export const folded = (text) => PLAIN.test(text) ? text : text.normalize("NFKC").toLowerCase().replace(/[\s“”"'‘’《》·、,，+＋()（）-]/g, "");

function formerNames(graph) {
  const { facts } = graph.columns;
  const wanted = graph.words.facts.findIndex((row) => row[0] === "formerName");
  const found = new Map();
  facts.name.forEach((name, row) => {
    if (name === wanted) found.set(facts.node[row], [...(found.get(facts.node[row]) ?? []), facts.value[row]]);
  });
  return found;
}

/* For each node names and code folded, pinyin, and initials, made node by node: `more(count)` makes so many and tells
   whether some are left. */
export function searchIndex(graph) {
  const { sounds, nodes } = graph.columns;
  const syllables = sounds.syllables.split(" ");
  const table = new Map([...sounds.chars].map((character, at) => [character, syllables[at]]));
  const spoken = (character) => {
    if (!table.has(character)) table.set(character, folded(character));
    return table.get(character);
  };
  const former = formerNames(graph);
  const [text, pinyin, initials] = [[], [], []];
  const add = (node) => {
    const [name, alias, code] = [nodes.name[node], nodes.alias[node], nodes.code[node]];
    let known = folded(name);
    if (alias) known += `\n${alias.split("\t").map(folded).join("\n")}`;
    if (former.has(node)) known += `\n${former.get(node).map(folded).join("\n")}`;
    if (code) known += `\n${folded(code)}`;
    text.push(known);
    let [whole, first] = ["", ""];
    const odd = sounds.odd[node];
    for (const part of odd ? odd.split(" ").map(folded) : Array.from(name, spoken)) {
      whole += part;
      first += part >= "a" && part < "{" ? part[0] : part;
    }
    pinyin.push(whole);
    initials.push(first);
  };
  const more = (count) => {
    const end = Math.min(graph.count, text.length + count);
    while (text.length < end) add(text.length);
    return end < graph.count;
  };
  return { text, pinyin, initials, more };
}

/* One letter apart at most, of equal length: 1 of “hqjt” and “hyjt”. */
function nearly(one, other) {
  if (one.length !== other.length) return false;
  let apart = 0;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) apart += 1;
  return apart <= 1;
}

/* How well a node fits: 0 best, Infinity not at all. */
function fitOf(index, node, wanted, letters) {
  const text = index.text[node];
  const at = text.indexOf(wanted);
  if (at >= 0) {
    const begins = at === 0 || text[at - 1] === "\n";
    const ends = at + wanted.length === text.length || text[at + wanted.length] === "\n";
    return begins && ends ? 0 : begins ? 1 : 3;
  }
  if (!letters) return Infinity;
  const initials = index.initials[node];
  if (initials === wanted) return 2;
  if (initials.startsWith(wanted)) return 4;
  if (index.pinyin[node].startsWith(wanted)) return 4;
  if (wanted.length > 2 && initials.includes(wanted)) return 5;
  return wanted.length > 3 && index.pinyin[node].includes(wanted) ? 6 : Infinity;
}

/* The best nodes for a text, and how many there are. */
export function searched(index, text, count) {
  const wanted = folded(text);
  if (!wanted) return { nodes: [], total: 0, near: false };
  const letters = /^[a-z0-9]+$/.test(wanted);
  const rows = [];
  for (let node = 0; node < count; node += 1) {
    const fit = fitOf(index, node, wanted, letters);
    if (fit < Infinity) rows.push(fit * count + node);
  }
  let near = false;
  if (!rows.length && letters && wanted.length > 3) {
    for (let node = 0; node < count; node += 1) if (nearly(index.initials[node], wanted)) rows.push(node);
    near = rows.length > 0;
  }
  rows.sort((a, b) => a - b);
  return { nodes: rows.slice(0, MOST_HITS).map((row) => row % count), total: rows.length, near };
}

export function startSearch(graph) {
  let made = null;
  const index = () => (made ??= searchIndex(graph));
  let chosen = -1;
  const field = make("input", { id: "search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list" });
  const found = make("ul", { id: "found", role: "listbox" });
  const close = () => {
    found.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    chosen = -1;
  };
  const take = (node) => {
    close();
    field.value = "";
    const id = idOf(graph, node);
    const here = ["region", "programme"].includes(state.view) && typeOf(graph, node).toLowerCase() === state.view;
    go(here ? { of: id, id: "" } : { id, view: "network" });
  };
  const look = () => {
    index().more(Infinity);
    const begun = performance.now();
    const hits = searched(index(), field.value, graph.count);
    field.dataset.took = (performance.now() - begun).toFixed(1);
    chosen = -1;
    const items = hits.nodes.map((node, at) => make("li", { role: "option", id: `found-${at}`, "aria-selected": "false", "data-node": node,
      onpointerdown: (event) => { event.preventDefault(); take(node); } }, hitLine(graph, node)));
    if (hits.near) items.unshift(make("li", { class: "dim", role: "presentation" }, say("similar")));
    if (field.value.trim() && !hits.total) items.push(make("li", { class: "dim", role: "presentation" }, say("nothing")));
    found.replaceChildren(...items);
    field.setAttribute("aria-expanded", String(items.length > 0));
    if (field.value.trim()) speak(say("hits", hits.total));
  };
  field.addEventListener("input", look);
  field.addEventListener("focus", () => { if (field.value) look(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const items = [...found.querySelectorAll("[role=option]")];
    if (event.key === "Escape") { field.value = ""; close(); } else if (event.key === "Enter" && items.length) take(Number(items[Math.max(0, chosen)].dataset.node));
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = Math.min(items.length - 1, Math.max(0, chosen + (event.key === "ArrowDown" ? 1 : -1)));
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
      items[chosen]?.scrollIntoView({ block: "nearest" });
      if (items[chosen]) field.setAttribute("aria-activedescendant", items[chosen].id);
    }
  });
  /* In portions while the page is idle, and slowly where it never is. */
  const later = (step) => globalThis.requestIdleCallback ? requestIdleCallback(step, { timeout: IDLE }) : setTimeout(step);
  const build = () => { if (index().more(PORTION)) later(build); };
  requestAnimationFrame(() => later(build));
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)) { event.preventDefault(); field.focus(); }
  });
  byName("searchbox").append(field, found);
  return () => {
    field.placeholder = say("searchPlaceholder");
    field.setAttribute("aria-label", say("search"));
    found.setAttribute("aria-label", say("results"));
  };
}

function hitLine(graph, node) {
  const link = entityLink(graph, node);
  const home = homeOf(graph, node);
  return make("span", { class: "hit" }, [...link.childNodes], make("span", { class: "dim" },
    [term(typeOf(graph, node)), home >= 0 ? graph.names[home] : "", graph.codes[node]].filter(Boolean).join(" · ")));
}
