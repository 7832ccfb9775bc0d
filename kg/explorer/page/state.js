/* What the reader looks at, all of it in the address: #view=network&id=region/210381&hide=Company … */
const DEFAULTS = {
  view: "network", id: "", hide: "", cut: "broader", region: "", industry: "", programme: "", document: "",
  since: "", until: "", sure: "", amount: "", focus: "", steps: "1", path: "", open: "", at: "", lang: "zh", theme: "",
  table: "Project", sort: "", query: "", with: "", of: "", and: "",
};
const listeners = [];
export const state = { ...DEFAULTS };

function readState() {
  const found = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(DEFAULTS)) state[name] = found.get(name) ?? DEFAULTS[name];
}

/* The address of the state with some of it changed. */
export function hashOf(change = {}) {
  const wanted = { ...state, ...change };
  const pairs = Object.keys(DEFAULTS).filter((name) => wanted[name] !== DEFAULTS[name])
    .map((name) => `${name}=${encodeURIComponent(wanted[name]).replaceAll("%2F", "/").replaceAll("%2C", ",")}`);
  return `#${pairs.join("&")}`;
}

const tell = (before) => {
  const changed = new Set(Object.keys(DEFAULTS).filter((name) => before[name] !== state[name]));
  for (const listener of listeners) listener(changed);
};

/* Changes the state as a step that the back button undoes. */
export function go(change) {
  const before = { ...state };
  const hash = hashOf(change);
  Object.assign(state, change);
  if (hash !== (location.hash || "#")) history.pushState(null, "", hash);
  tell(before);
}

/* Changes the address without a step and without telling anybody, for where the reader has moved to. */
export function note(change) {
  Object.assign(state, change);
  history.replaceState(null, "", hashOf());
}

export function watch(listener) {
  listeners.push(listener);
}

export function startState() {
  readState();
  const follow = () => {
    const before = { ...state };
    readState();
    tell(before);
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
}

export const listed = (text) => (text ? text.split(",") : []);
export const anyFilter = () => ["hide", "region", "industry", "programme", "document", "since", "until", "sure", "amount"]
  .some((name) => state[name] !== DEFAULTS[name]) || state.cut !== DEFAULTS.cut;
export const noFilter = () => Object.fromEntries(["hide", "cut", "region", "industry", "programme", "document", "since",
  "until", "sure", "amount"].map((name) => [name, DEFAULTS[name]]));
