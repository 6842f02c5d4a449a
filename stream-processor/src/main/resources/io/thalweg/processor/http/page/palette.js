// Colours and shapes. Okabe and Ito's palette, which the colour-blind tell apart; vermillion is kept for alarms alone. Shape,
// dash and word say the same as colour.

const LIGHT = {
  ground: "#ffffff", text: "#1b2128", muted: "#57606a", line: "#d9dee4", accent: "#0072b2",
  alarm: "#d55e00", unfamiliar: "#b07a00", ended: "#7a848f", reference: "#3f6f8f", band: "#0072b2",
  runs: ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#4d4d4d"],
};
const DARK = {
  ground: "#10151b", text: "#e6eaef", muted: "#9da8b5", line: "#2b343e", accent: "#56b4e9",
  alarm: "#ff7b2e", unfamiliar: "#f0e442", ended: "#8b96a3", reference: "#7fb2d0", band: "#56b4e9",
  runs: ["#56b4e9", "#e69f00", "#2bc495", "#e79cc5", "#f0e442", "#c9d1d9"],
};
const DASHES = [[], [6, 3], [2, 3]];
/** So many runs are told apart by colour and dash; more are coloured by state. */
export const TOLD_APART = LIGHT.runs.length * DASHES.length;

/** Shapes of points, as the shader of points.js knows them. */
export const SHAPES = { disc: 0, ring: 1, triangle: 2, diamond: 3, square: 4 };
const MARKS = { course: "disc", unfamiliar: "diamond", alarm: "triangle", ended: "square" };

export const colours = () => (document.documentElement.dataset.theme === "dark" ? DARK : LIGHT);

export const shapeOf = (mark) => SHAPES[MARKS[mark]];

/** The style of a run's lines by its key: what charts group by. */
export function styleOf(key) {
  const now = colours();
  if (key.startsWith("run")) {
    const order = Number(key.slice(3));
    return { stroke: now.runs[order % now.runs.length], dash: DASHES[Math.floor(order / now.runs.length) % DASHES.length] };
  }
  return { stroke: now[key === "course" ? "accent" : key], dash: [] };
}

/** The key of a run's style: its own colour while there are few, its state's otherwise, always the alarm's in an alarm. */
export function keyOf(run, mark, many) {
  if (mark === "alarm") {
    return "alarm";
  }
  return many ? mark : `run${run.order % TOLD_APART}`;
}

export const KEYS = [
  "reference", "ended", "course", "unfamiliar",
  ...Array.from({ length: TOLD_APART }, (_, i) => `run${i}`), "alarm",
];

/** Hues for configurations: even steps around the circle, in two lightnesses. */
export function configurationColour(index, count) {
  const dark = document.documentElement.dataset.theme === "dark";
  const hue = Math.round((360 * index) / count);
  const lightness = dark ? [58, 72] : [45, 32];
  return `hsl(${hue}, ${dark ? 70 : 75}%, ${lightness[index % 2]}%)`;
}
