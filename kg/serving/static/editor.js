// The query editor: runs what is written, shows the rows, offers the terms of the ontology while one types.
"use strict";
const area = document.getElementById("query"), output = document.getElementById("result");
const offers = document.getElementById("terms"), examples = document.getElementById("examples");
let prefixes = {}, terms = [];

fetch("/terms.json").then(answer => answer.json()).then(known => { prefixes = known.prefixes; terms = known.terms; });

function shorten(iri) {
  let best = "";
  for (const [name, space] of Object.entries(prefixes))
    if (iri.startsWith(space) && space.length > (prefixes[best] || "").length) best = name;
  return best ? best + ":" + iri.slice(prefixes[best].length) : "<" + iri + ">";
}

function cell(value) {
  const td = document.createElement("td");
  if (!value) return td;
  if (value.type !== "uri") { td.textContent = value.value; return td; }
  const base = "https://w3id.org/regional-kg/id/";
  if (!value.value.startsWith(base)) { td.textContent = shorten(value.value); return td; }
  const link = document.createElement("a");
  link.href = "/id/" + value.value.slice(base.length);
  link.textContent = shorten(value.value);
  td.append(link);
  return td;
}

function table(found) {
  const shown = document.createElement("table"), head = shown.createTHead().insertRow();
  for (const name of found.head.vars) head.append(Object.assign(document.createElement("th"), { textContent: name }));
  const body = shown.createTBody();
  for (const row of found.results.bindings.slice(0, 2000)) {
    const line = body.insertRow();
    for (const name of found.head.vars) line.append(cell(row[name]));
  }
  return shown;
}

function note(text, kind) {
  return Object.assign(document.createElement("p"), { textContent: text, className: kind });
}

function jump(message) {
  const place = /^line (\d+), column (\d+)/.exec(message);
  if (!place) return;
  const lines = area.value.split("\n");
  const at = lines.slice(0, place[1] - 1).reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1;
  area.focus();
  area.setSelectionRange(at, at + 1);
}

async function run() {
  output.replaceChildren(note("…", "note"));
  const began = performance.now();
  try {
    const answer = await fetch("/sparql", {
      method: "POST", body: area.value,
      headers: { "Content-Type": "application/sparql-query",
        "Accept": "application/sparql-results+json, text/turtle;q=0.9" },
    });
    const text = await answer.text(), kind = answer.headers.get("Content-Type") || "";
    const time = Math.round(performance.now() - began) + " ms";
    if (!answer.ok) { output.replaceChildren(note(text, "message")); jump(text); return; }
    if (!kind.includes("json")) {
      output.replaceChildren(note(time, "note"), Object.assign(document.createElement("pre"), { textContent: text }));
      return;
    }
    const found = JSON.parse(text);
    if ("boolean" in found) { output.replaceChildren(note(String(found.boolean) + " · " + time, "note")); return; }
    const count = found.results.bindings.length;
    output.replaceChildren(note(count + " · " + time + (count > 2000 ? " · 2000 ↓" : ""), "note"), table(found));
  } catch (error) { output.replaceChildren(note(String(error), "message")); }
}

function wordBefore() { return /(?:\w[\w-]*:)?[\w\u4e00-\u9fff]*$/.exec(area.value.slice(0, area.selectionStart))[0]; }

function offer() {
  const word = wordBefore().toLowerCase();
  const near = word.length < 2 ? [] : terms.filter(term =>
    ("kg:" + term.name).toLowerCase().startsWith(word) || term.name.toLowerCase().startsWith(word)
    || term.zh.includes(word)).slice(0, 8);
  offers.replaceChildren(...near.map(term => {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), {
      type: "button", textContent: "kg:" + term.name + " " + term.zh });
    button.addEventListener("click", () => {
      const end = area.selectionStart, start = end - wordBefore().length;
      area.setRangeText("kg:" + term.name + " ", start, end, "end");
      area.focus();
      offer();
    });
    item.append(button);
    return item;
  }));
}

document.getElementById("form").addEventListener("submit", event => { event.preventDefault(); run(); });
area.addEventListener("input", offer);
area.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
examples.addEventListener("change", () => {
  if (examples.value) area.value = document.getElementById("example-" + examples.value).textContent;
});
