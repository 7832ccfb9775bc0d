/* Elements from calls.  Text goes in as text; attributes are set one by one; nothing is ever parsed as markup. */
const SVG = "http://www.w3.org/2000/svg";

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const make = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);
export const draw = (tag, attributes, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);
export const byName = (id) => document.getElementById(id);

/* A select with rows [value, text]. */
export function choice(label, rows, chosen, change, attributes = {}) {
  const select = make("select", { "aria-label": label, onchange: () => change(select.value), ...attributes },
    rows.map(([value, text]) => make("option", { value, selected: value === chosen }, text)));
  return select;
}

/* Says something to a screen reader. */
export function speak(text) {
  byName("spoken").textContent = text;
}

/* Hands a file to the reader. */
export function download(name, kind, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: kind }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/* Copies text; where the clipboard is closed to pages from a disk, through a field. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make("textarea", { value: text, "aria-hidden": "true" });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

/* Rows as CSV that spreadsheets open in Chinese; a cell that begins as a formula gets a quote mark before it. */
export function csv(rows) {
  const cell = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
