// The query editor: YASGUI with the words of this graph, its named questions, and links to its own pages.
"use strict";
const ENTITIES = "https://w3id.org/regional-kg/id/";
const place = document.getElementById("editor"), examples = document.getElementById("examples");
const terms = fetch("/terms.json").then(answer => answer.json());

// The endpoint knows these prefixes, YASQE marks them as unknown: they are written out.
function declared(query, prefixes) {
  const missing = Object.entries(prefixes).filter(([name]) => new RegExp(`(?<![\\w-])${name}:[\\w]`).test(query)
    && !new RegExp(`PREFIX\\s+${name}:`, "i").test(query));
  return missing.map(([name, space]) => `PREFIX ${name}: <${space}>\n`).join("") + query;
}

// kg:under → kg:undertakes, 承担 → kg:undertakes: the terms of the ontology behind what was typed.
function wordAt(editor) {
  const { line, ch } = editor.getDoc().getCursor();
  const text = editor.getDoc().getLine(line).slice(0, ch);
  const word = /(?:[\w-]*:)?[\w\u4e00-\u9fff]*$/.exec(text)[0];
  return { line, from: ch - word.length, to: ch, word };
}

const completing = {
  name: "terms", bulk: false, autoShow: true, persistenceId: null,
  isValidCompletionPosition: editor => wordAt(editor).word.replace(/^kg:/, "").length > 1,
  preProcessToken: (editor, token) => {
    const { line, from, to, word } = wordAt(editor);
    return { ...token, string: word, autocompletionString: word, from: { line, ch: from }, to: { line, ch: to } };
  },
  get: async (_, token) => {
    const word = token.autocompletionString, wanted = word.toLowerCase();
    return (await terms).terms.filter(term => ("kg:" + term.name).toLowerCase().startsWith(wanted)
      || term.name.toLowerCase().startsWith(wanted) || term.zh.includes(word)).map(term => `kg:${term.name} ${term.zh}`);
  },
  postProcessSuggestion: (_, __, suggestion) => suggestion,
  postprocessHints: (_, hints) => hints.map(hint => ({ ...hint, text: hint.text.split(" ")[0] })),
};

async function begin() {
  const { prefixes } = await terms;
  Yasgui.Yasqe.registerAutocompleter(completing);
  Yasgui.Yasqe.forkAutocompleter("prefixes", { name: "prefixes", persistenceId: null,
    get: () => Object.entries(prefixes).map(([name, space]) => `${name}: <${space}>`).sort() });
  // A query in the address (/query?query=…) becomes a tab of its own, which runs at once.
  const asked = new URLSearchParams(location.search).get("query");
  if (asked) history.replaceState(null, "", "/query#" + new URLSearchParams({ query: declared(asked, prefixes) }));
  Yasgui.Yasr.plugins.table.defaults.openIriInNewWindow = false;
  Object.assign(Yasgui.defaults, { persistenceId: "regional-kg", copyEndpointOnNewTab: false, autofocus: true,
    endpointCatalogueOptions: { ...Yasgui.defaults.endpointCatalogueOptions, getData: () => [] },
    populateFromUrl: tab => ({ ...tab, requestConfig: { ...tab.requestConfig, endpoint: "/sparql" } }) });
  Object.assign(Yasgui.defaults.requestConfig, { endpoint: "/sparql", acceptHeaderGraph: "text/turtle" });
  Object.assign(Yasgui.defaults.yasqe, { autocompleters: ["prefixes", "variables", "terms"],
    value: declared(document.getElementById("example-").textContent, prefixes) });
  Yasgui.defaults.yasr.prefixes = prefixes;
  const gui = new Yasgui(place, {});
  window.yasgui = gui;
  gui.on("queryResponse", (_, tab) => queueMicrotask(() => jump(tab.getYasqe(), tab.getYasr())));
  new MutationObserver(() => own(place)).observe(place, { childList: true, subtree: true });
}

// The nodes of this graph have their pages here; YASR links to where their names begin.
function own(part) {
  for (const link of part.querySelectorAll(`a.iri[href^="${ENTITIES}"]`))
    link.href = "/id/" + link.getAttribute("href").slice(ENTITIES.length);
}

// The cursor goes to the place that an error names.
function jump(editor, shown) {
  const told = /line (\d+), column (\d+)/.exec(shown.results?.getError()?.text ?? "");
  if (!told) return;
  editor.getDoc().setCursor({ line: told[1] - 1, ch: told[2] - 1 });
  editor.focus();
}

examples.addEventListener("change", () => {
  const query = document.getElementById("example-" + examples.value).textContent;
  const tab = window.yasgui.getTab() ?? window.yasgui.addTab(true);
  tab.getYasqe().setValue(query);
  tab.query().catch(() => {});
});
begin();
