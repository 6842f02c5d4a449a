// Progress over step in the space of a word.

import { svg } from "./dom.js";

const WIDTH = 48;
const HEIGHT = 24;
const POINTS = 40;

export function sparkline() {
  const line = svg("path", { class: "spark-line" });
  const element = svg("svg", { class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, "aria-hidden": "true" }, line);
  let drawn = "";
  return {
    element,
    set(path) {
      const shape = shapeOf(path);
      if (shape !== drawn) {
        drawn = shape;
        line.setAttribute("d", shape);
      }
    },
  };
}

/** The path's shape: the whole width is the run so far, the whole height ignorance to truth. */
export function shapeOf(path) {
  const count = Math.min(POINTS, path.length);
  const last = path.step[path.length - 1] || 1;
  let shape = "";
  for (let k = 0; k < count; k++) {
    const i = count === 1 ? 0 : Math.round((k * (path.length - 1)) / (count - 1));
    if (!Number.isNaN(path.progress[i])) {
      const x = (1 + ((WIDTH - 2) * path.step[i]) / last).toFixed(1);
      const y = (1 + (HEIGHT - 2) * (1 - Math.min(1, Math.max(0, path.progress[i])))).toFixed(1);
      shape += `${shape === "" ? "M" : "L"}${x} ${y}`;
    }
  }
  return shape;
}
