/* The outline of a disk: a circle, or the hull around the circles of all that it holds, a little wider each level. */
const SIDES = 32;

/* The circles that the outline goes around: [x, y, r] in the graph's units. */
function circlesOf(graph, disk) {
  if (!disk.parts.length) return [disk.circle];
  const inside = disk.parts.flatMap((part) => circlesOf(graph, part));
  return [...(disk.circle[2] ? [disk.circle] : []), ...inside].map(([x, y, r]) => [x, y, r + graph.gap]);
}

const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/* The corners of the outline, computed once. */
export function outline(graph, disk) {
  disk.corners ??= hullOf(circlesOf(graph, disk));
  return disk.corners;
}

function hullOf(circles) {
  const points = circles.flatMap(([x, y, r]) => Array.from({ length: SIDES }, (_, side) =>
    [x + r * Math.cos((2 * Math.PI * side) / SIDES), y + r * Math.sin((2 * Math.PI * side) / SIDES)]));
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered) => {
    const found = [];
    for (const point of ordered) {
      while (found.length > 1 && turn(found.at(-2), found.at(-1), point) <= 0) found.pop();
      found.push(point);
    }
    return found.slice(0, -1);
  };
  return [...half(points), ...half(points.reverse())];
}
