/* A quoted sentence with the words marked, its document and date. */
import { reference } from "./data.js";
import { make } from "./dom.js";
import { say } from "./words.js";

const FIRST_QUOTES = 3;

/* Where the words stand in the text: merged pairs [start, end].  Blanks inside a word of the text do not matter. */
export function markedRanges(text, words) {
  const ranges = [];
  for (const word of new Set(words)) {
    if (!word) continue;
    const pattern = [...word.replace(/\s/g, "")].map((one) => one.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("\\s*");
    for (const found of text.matchAll(new RegExp(pattern, "gu"))) ranges.push([found.index, found.index + found[0].length]);
  }
  ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const merged = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else merged.push([...range]);
  }
  return merged;
}

export function quote(graph, at, words) {
  const found = reference(graph, at);
  const block = make("blockquote");
  let last = 0;
  for (const [start, end] of markedRanges(found.text, words)) {
    block.append(found.text.slice(last, start), make("mark", {}, found.text.slice(start, end)));
    last = end;
  }
  block.append(found.text.slice(last), make("footer", { title: `${found.source} · ${say("rule")} ${found.rule}` },
    [found.title, found.date, `${say("sure")} ${(found.confidence / 100).toFixed(2)}`].filter(Boolean).join(" · ")));
  return block;
}

/* A head with a button that shows or hides what belongs to it; a link inside a summary could not be reached by all. */
export function folding(head, label, fill) {
  const body = make("div", { class: "folded", hidden: true });
  const button = make("button", { class: "why", "aria-expanded": "false", onclick: () => {
    if (!body.childNodes.length) body.append(...fill());
    body.hidden = !body.hidden;
    button.setAttribute("aria-expanded", String(!body.hidden));
  } }, label);
  return make("div", { class: "line" }, make("div", { class: "linehead" }, make("div", {}, head), button), body);
}

/* A line that opens to its sentences. */
export function withEvidence(graph, head, references, words) {
  if (!references.length) return make("div", { class: "line" }, head);
  return folding(head, say("evidenceCount", references.length), () => sentencesOf(graph, references, words, FIRST_QUOTES));
}

function sentencesOf(graph, references, words, most) {
  const first = references.slice(0, most).map((at) => quote(graph, at, words));
  if (references.length <= most) return first;
  const more = make("button", { class: "more" }, say("moreSentences", references.length - most));
  more.addEventListener("click", () => more.replaceWith(...sentencesOf(graph, references.slice(most), words, 50)));
  return [...first, more];
}
