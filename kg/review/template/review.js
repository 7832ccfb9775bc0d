"use strict";
// Judgements on the pairs of the page → rows of decisions.tsv; nothing is sent anywhere.
(() => {
  const table = document.getElementById("table"), who = document.getElementById("who");
  const save = document.getElementById("save"), told = document.getElementById("told");
  const before = table.value, pairs = [...document.querySelectorAll("article")], done = [];
  let saved = true;

  // As kg/resources/decisions.py writes a row: no formula for a spreadsheet, quotes where a cell needs them.
  const harmless = (cell) => /^'*[=+@\-\t\r]/.test(cell) ? "'" + cell : cell;
  const quoted = (cell) => /["\t\r\n]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell;
  const row = (cells) => cells.map((cell) => quoted(harmless(cell))).join("\t") + "\n";
  const today = () => {
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  function show() {
    const judged = pairs.filter((pair) => pair.dataset.verdict);
    table.value = before + judged.map((pair) => row([
      pair.dataset.type, pair.dataset.left, pair.dataset.right, pair.dataset.verdict, who.value, pair.dataset.when,
      pair.querySelector(".why").value,
    ])).join("");
    told.textContent = `${judged.length} / ${pairs.length}`;
    save.disabled = judged.length === 0;
  }

  function judge(pair, verdict) {
    if (verdict) {
      pair.dataset.verdict = verdict;
      pair.dataset.when = today();
      done.push(pair);
    } else {
      delete pair.dataset.verdict;
    }
    saved = false;
    for (const button of pair.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.dataset.verdict === (pair.dataset.verdict || "")));
    show();
    const next = pairs[pairs.indexOf(pair) + 1];
    if (next) next.focus();
  }

  function undo() {
    const pair = done.pop();
    if (!pair) return;
    judge(pair, "");
    pair.focus();
  }

  for (const pair of pairs) {
    const nav = document.createElement("nav");
    for (const [verdict, words] of [["same", "相同 Same (A)"], ["different", "不同 Different (R)"], ["", "跳过 Skip (S)"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.dataset.verdict = verdict;
      button.addEventListener("click", () => judge(pair, verdict));
      nav.append(button);
    }
    const why = document.createElement("input");
    why.className = "why";
    why.placeholder = "理由 Why";
    why.setAttribute("aria-label", "理由 Why");
    why.addEventListener("input", show);
    nav.append(why);
    pair.append(nav);
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "u") return undo();
    const verdict = { a: "same", r: "different", s: "" }[key];
    const pair = document.activeElement.closest("article") || pairs[0];
    if (verdict !== undefined && pair) judge(pair, verdict);
  });
  who.addEventListener("input", show);
  save.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([table.value], { type: "text/tab-separated-values" }));
    link.download = "decisions.tsv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    saved = true;
  });
  addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
  show();
  if (pairs.length) pairs[0].focus();
})();
