// What things are called, and figures as text. Figures never change their width while they change.

/** Alarms, the gravest first. */
export const KINDS = {
  NON_FINITE: { word: "not finite", since: "Not finite", means: "A prediction is NaN or infinite: the run has blown up." },
  OFF_MANIFOLD: {
    word: "off manifold", since: "Off the manifold",
    means: "Farther from every healthy run than healthy runs are at this progress.",
  },
  REGRESSION: { word: "regressing", since: "Falling back", means: "Progress is below its own best by more than healthy runs lose." },
  STALL: { word: "stalled", since: "Stalled", means: "Progress stays behind the slowest healthy run." },
  OVERFIT: {
    word: "over-fitting", since: "Over-fitting",
    means: "The distance to truth rises from its best, or above the worst healthy run's.",
  },
  SILENT: { word: "silent", since: "Silent", means: "The run has not ended, but sends nothing." },
};
const ORDER = Object.keys(KINDS);

/** How grave: 0 is gravest. */
export const gravity = (kind) => (ORDER.indexOf(kind) + ORDER.length + 1) % (ORDER.length + 1);

/** A run's alarms, the gravest first. */
export const alarmsOf = (run) => [...run.alarms].sort((a, b) => gravity(a) - gravity(b));

/**
 * A run's state: `mark` is one of alarm, unfamiliar, course, ended and decides shape and colour; `word` says it; `life` is how
 * it ended, if it has.
 */
export function stateOf(run) {
  const life = run.state === "running" ? "" : run.state;
  const alarms = alarmsOf(run);
  if (alarms.length > 0) {
    return { mark: "alarm", word: alarms.map((kind) => KINDS[kind]?.word ?? kind).join(", "), life };
  }
  if (run.latest?.familiarity === "unfamiliar") {
    return { mark: life ? "ended" : "unfamiliar", word: "unfamiliar", life };
  }
  return life ? { mark: "ended", word: life, life: "" } : { mark: "course", word: run.latest ? "on course" : "waiting", life: "" };
}

export const absent = "–";
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

export const progress = (value) => (isNumber(value) ? value.toFixed(2) : absent);
export const nats = (value) => (isNumber(value) ? value.toFixed(3) : absent);
export const step = (value) => (isNumber(value) ? value.toLocaleString("en") : absent);
export const percent = (value) => (isNumber(value) ? `${Math.round(100 * value)}%` : absent);

/** A duration in the largest unit that fits: 4 s, 12 min, 3 h, 2 d. */
export function age(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) {
    return `${seconds} s`;
  }
  if (seconds < 7200) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}

/** Which class it takes for which, from the class that carries most of the distance; empty where it is not wrong there. */
export function confusion(decision) {
  const worst = decision?.classes?.[0];
  if (!worst || worst.predicted === undefined || worst.predicted === worst.class) {
    return "";
  }
  return `it takes ${worst.class} for ${worst.predicted}`;
}

/** The newest decision about the gravest alarm that stands; undefined without one. */
export function standing(run, decisions) {
  const [kind] = alarmsOf(run);
  return decisions.filter((decision) => decision.kind === kind && (decision.state === "raised" || decision.state === "reconsidered")).at(-1);
}

/** The sentence that a run's page begins with. `decisions` are the run's, in order. */
export function sentence(run, decisions = []) {
  const [kind] = alarmsOf(run);
  if (kind) {
    const raised = standing(run, decisions);
    const since = run.standing[kind]?.step ?? raised?.step;
    const what = kind === "OFF_MANIFOLD" || kind === "REGRESSION" || kind === "OVERFIT" ? confusion(raised) : "";
    const when = since === undefined ? "" : ` since step ${step(since)}`;
    return `${KINDS[kind]?.since ?? kind}${when}${what ? `: ${what}` : ""}.`;
  }
  const latest = run.latest;
  if (!latest) {
    return "Declared, but nothing is measured yet.";
  }
  const place = `progress ${progress(latest.progress)} at step ${step(latest.step)}`
    + (latest.totalSteps ? ` of ${step(latest.totalSteps)}` : "");
  if (run.state !== "running") {
    return `${run.state[0].toUpperCase()}${run.state.slice(1)} with ${place}; no alarm stands.`;
  }
  if (latest.familiarity === "unfamiliar") {
    return `Unlike any reference configuration (nearest: ${latest.tube?.config ?? "none"}), but not off: ${place}.`;
  }
  return `On course: ${place}, ${nats(latest.offManifoldNats)} nats from the nearest healthy run.`;
}
