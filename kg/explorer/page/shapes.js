/* The shape of each type, around a point, for the canvas and as a path for SVG.  Shape and colour both tell the type. */
const corners = (turns) => turns.map(([x, y]) => [x, y]);
const regular = (count, turn, stretch = 1.1) => Array.from({ length: count }, (_, at) => {
  const angle = turn + (at / count) * 2 * Math.PI;
  return [stretch * Math.cos(angle), stretch * Math.sin(angle)];
});
const star = Array.from({ length: 10 }, (_, at) => {
  const away = at % 2 ? 0.55 : 1.25;
  const angle = -Math.PI / 2 + (at / 10) * 2 * Math.PI;
  return [away * Math.cos(angle), away * Math.sin(angle)];
});
const OUTLINES = {
  square: corners([[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]),
  star,
  diamond: regular(4, 0, 1.2),
  triangle: regular(3, -Math.PI / 2, 1.2),
  triangleDown: regular(3, Math.PI / 2, 1.2),
  hexagon: regular(6, 0),
};

/* Adds the shape to the path of a canvas. */
export function trace(context, shape, x, y, r) {
  const outline = OUTLINES[shape];
  if (!outline) {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  context.moveTo(x + r * outline[0][0], y + r * outline[0][1]);
  for (let at = 1; at < outline.length; at += 1) context.lineTo(x + r * outline[at][0], y + r * outline[at][1]);
  context.closePath();
}

/* The same as the d of an SVG path. */
export function outlinePath(shape, x, y, r) {
  const round = (value) => Math.round(value * 10) / 10;
  const outline = OUTLINES[shape];
  if (!outline) return `M${round(x - r)} ${round(y)}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0 ${round(-2 * r)} 0z`;
  return `M${outline.map(([dx, dy]) => `${round(x + r * dx)} ${round(y + r * dy)}`).join("L")}z`;
}
