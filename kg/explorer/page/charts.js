/* Small charts of observations: bars over periods for levels, values beside them; and the stages of a project. */
import { draw, make } from "./dom.js";
import { numeral, say, term } from "./words.js";

const WIDTH = 300;
const HEIGHT = 74;

/* Observations of a node by indicator and unit: rows in the order of their periods. */
export function indicatorsOf(graph, node) {
  const { observations } = graph.columns;
  const groups = new Map();
  for (const row of graph.observationsOf(node)) {
    const name = observations.indicator[observations.indicatorOf[row]];
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(observationAt(graph, row));
  }
  for (const rows of groups.values()) rows.sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : a.row - b.row));
  return groups;
}

export function observationAt(graph, row) {
  const { observations, words } = graph.columns;
  return {
    row, node: observations.node[row], indicator: observations.indicator[observations.indicatorOf[row]], value: Number(observations.value[row]),
    written: observations.value[row], unit: observations.unit[observations.unitOf[row]],
    period: observations.period[observations.periodOf[row]], measure: words.measures[observations.measure[row]][0],
  };
}

export const observationText = (one) =>
  `${one.measure === "level" ? "" : `${term(one.measure)} `}${one.measure === "growth" && one.value > 0 ? "+" : ""}${numeral(one.written)}${one.unit}`;

/* Bars of the values of one unit over at least two periods, else null.  Levels of a year and of a half are no series. */
export function barChart(rows, label) {
  const series = new Map();
  for (const row of rows) {
    const level = row.measure !== "growth";
    const key = `${level} ${row.unit} ${level ? row.period.replace(/\d/g, "0") : ""}`;
    if (row.period && row.measure !== "rank") series.set(key, [...(series.get(key) ?? []), row]);
  }
  const [chosen] = [...series.values()].map((group) => [...new Map(group.map((row) => [row.period, row])).values()])
    .filter((group) => group.length > 1)
    .sort((a, b) => b.length - a.length || Number(a[0].measure === "growth") - Number(b[0].measure === "growth"));
  if (!chosen) return null;
  const values = chosen.map((row) => row.value);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const place = (value) => 14 + ((high - value) / (high - low || 1)) * (HEIGHT - 32);
  const step = WIDTH / chosen.length;
  const bars = chosen.flatMap((row, at) => {
    const x = at * step + step / 2;
    const wide = Math.min(34, step * 0.6);
    const top = Math.min(place(row.value), place(0));
    return [
      draw("rect", { x: x - wide / 2, y: top, width: wide, height: Math.max(1, Math.abs(place(row.value) - place(0))), class: row.measure === "target" ? "bar aim" : "bar" }),
      draw("text", { x, y: top - 3, class: "figure" }, `${numeral(row.written)}${row.unit === "%" || at === 0 ? row.unit : ""}`),
      draw("text", { x, y: HEIGHT - 3, class: "period" }, row.period),
    ];
  });
  const text = `${label}: ${chosen.map((row) => `${row.period} ${observationText(row)}`).join(", ")}`;
  return draw("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": text }, bars,
    draw("line", { x1: 0, x2: WIDTH, y1: place(0), y2: place(0), class: "axis" }));
}

/* The six stages as a line of steps; those stated are filled and have the date of the text that tells them first.
   `stated` is a Map from the stage to its dates. */
export function stageSteps(graph, stated) {
  const names = graph.words.stages.map((row) => row[0]);
  const last = Math.max(...[...stated.keys()].map((stage) => names.indexOf(stage)));
  const text = [...stated].map(([stage, dates]) => [term(stage), ...dates.slice(0, 1)].join(" ")).join(", ");
  return make("ol", { class: "stages", "aria-label": `${say("stage")}: ${text}` }, names.map((name, at) =>
    make("li", { class: stated.has(name) ? "now" : at < last ? "past" : "", "aria-current": at === last ? "step" : null }, term(name),
      stated.get(name)?.length ? make("time", { title: stated.get(name).join("、") }, stated.get(name)[0].slice(0, 7)) : null)));
}

/* Rows {text, value, node?} as horizontal bars with their figures. */
export function ranked(rows, write, link) {
  const most = Math.max(...rows.map((row) => row.value), 1);
  return make("ul", { class: "ranked" }, rows.map((row) => make("li", {},
    make("span", { class: "what" }, link(row)),
    draw("svg", { class: "stripe", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
      draw("rect", { x: 0, y: 0, height: 8, width: Math.max(1, (row.value / most) * 100), class: "bar" })),
    make("span", { class: "figure" }, write(row.value)))));
}
