/* The words of the page in the chosen language, and how numbers and amounts are written in it. */
const wording = { language: "zh", strings: {}, terms: new Map() };

export function useStrings(strings, words) {
  wording.strings = strings;
  for (const rows of Object.values(words)) for (const row of rows) wording.terms.set(row[0], row);
}

export function useLanguage(language) {
  wording.language = language === "en" ? "en" : "zh";
  document.documentElement.lang = wording.language === "en" ? "en" : "zh-CN";
}

export const language = () => wording.language;

/* The string of this name with {0}, {1} … replaced. */
export function say(name, ...values) {
  const text = wording.strings[wording.language][name] ?? name;
  return text.replace(/\{(\d)\}/g, (_, at) => String(values[Number(at)]));
}

/* The label of a term of the ontology; “broader” is a word of the page. */
export function term(name) {
  const row = wording.terms.get(name);
  const label = row ? row[wording.language === "en" ? 2 : 1] : "";
  return label || say(name);
}

const digits = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });
export const numeral = (value) => digits.format(Number(value));

/* An amount of yuan: 5600000000 is “56亿元” or “CNY 5.6 bn”. */
export function yuan(amount) {
  const value = Number(amount);
  const [steps, write] = wording.language === "en"
    ? [[[1e12, "tn"], [1e9, "bn"], [1e6, "m"], [1, ""]], (figure, unit) => `CNY ${figure} ${unit}`.trim()]
    : [[[1e12, "万亿元"], [1e8, "亿元"], [1e4, "万元"], [1, "元"]], (figure, unit) => `${figure}${unit}`];
  const [size, unit] = steps.find(([step]) => Math.abs(value) >= step) ?? steps.at(-1);
  return write(numeral(Number((value / size).toPrecision(6))), unit);
}

/* A literal attribute as people write it. */
export function factText(name, value) {
  if (name === "stage") return term(value);
  if (name === "totalInvestment") return yuan(value);
  if (name === "jobs") return numeral(value);
  return value;
}

/* The words of a sentence that an attribute's value may stand as: 5600000000 may be “56亿”. */
export function spellings(name, value) {
  if (name === "totalInvestment") return [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]].map(([step, unit]) => `${Number(value) / step}${unit}`);
  if (name === "stage") return [];
  return [value, String(value).split("/")[0]];
}
