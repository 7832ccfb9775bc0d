/* Which labels are drawn and where: the important ones first, each only where it covers no other. */
const CELL = 6;
const LONGEST = 18;
const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u30ff\u2018-\u201d]/;

/* The width in units of the font's size; measuring 50,000 texts would take longer than drawing them. */
export function textWidth(text) {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 1 : 0.58;
  return width;
}

export const shortened = (text) => {
  const characters = [...text.replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, "")];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : characters.join("");
};

/* Keeps what is taken on a grid of cells over the canvas. */
export class Taken {
  constructor(width, height) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  range(left, top, right, bottom) {
    return [Math.max(0, Math.floor(left / CELL)), Math.max(0, Math.floor(top / CELL)),
      Math.min(this.columns - 1, Math.floor(right / CELL)), Math.min(this.rows - 1, Math.floor(bottom / CELL))];
  }

  free(left, top, right, bottom) {
    const [x1, y1, x2, y2] = this.range(left, top, right, bottom);
    for (let y = y1; y <= y2; y += 1) for (let x = x1; x <= x2; x += 1) if (this.cells[y * this.columns + x]) return false;
    return true;
  }

  take(left, top, right, bottom) {
    const [x1, y1, x2, y2] = this.range(left, top, right, bottom);
    for (let y = y1; y <= y2; y += 1) for (let x = x1; x <= x2; x += 1) this.cells[y * this.columns + x] = 1;
  }
}

/* Four more places for what is important, aslant of its point. */
function aslant({ x, y, r, size }, reach) {
  const [right, left, below, above] = [x + r * 0.7 + 2, x - r * 0.7 - 2 - reach, y + r * 0.5, y - r * 0.5 - size];
  return [[right, below], [right, above], [left, below], [left, above]];
}

/* Where a text can stand beside or in its point: [left, top] by preference. */
function spotsOf(point, reach) {
  const { x, y, r, size } = point;
  if (point.inside) return [[x - reach / 2, y - size / 2]];
  return [[x - reach / 2, y + r + 2], [x + r + 3, y - size / 2], [x - reach / 2, y - r - size - 3], [x - r - 3 - reach, y - size / 2],
    ...(point.rank < 2 ? aslant(point, reach) : [])];
}

/* Labels for points in the order of importance: rows {text, brief, x, y, r, size, bold, always}; gives those that fit. */
export function fitted(points, width, height, most) {
  const taken = new Taken(width, height);
  const placed = [];
  for (const point of points) if (point.r > 5 && point.bold) taken.take(point.x - point.r * 0.7, point.y - point.r * 0.7, point.x + point.r * 0.7, point.y + point.r * 0.7);
  const place = (point, text, forced) => {
    const reach = textWidth(text) * point.size;
    const spots = spotsOf(point, reach);
    const spot = spots.find(([left, top]) => left > 0 && top > 0 && left + reach < width && top + point.size < height
      && (point.inside || taken.free(left - 2, top, left + reach + 2, top + point.size)))
      ?? (forced ? [Math.min(Math.max(2, spots[0][0]), width - reach - 2), Math.min(Math.max(2, spots[0][1]), height - point.size - 2)] : null);
    if (!spot) return false;
    taken.take(spot[0] - 2, spot[1] - 1, spot[0] + reach + 2, spot[1] + point.size + 1);
    placed.push({ ...point, text, left: spot[0], top: spot[1] });
    return true;
  };
  let beside = 0;
  for (const point of points) {
    if (beside >= most && !point.inside) continue;
    const found = place(point, point.text, point.always) || (point.brief && place(point, point.brief, false));
    if (found && !point.inside) beside += 1;
  }
  return placed;
}
