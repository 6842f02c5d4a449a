// Which runs are shown, and in which order.

import { alarmsOf, gravity, stateOf } from "./words.js";

/** The loudest detector as a share of its threshold. */
export function share(run) {
  const shares = Object.values(run.latest?.detectors ?? {}).filter(Number.isFinite);
  return shares.length > 0 ? Math.max(...shares) : 0;
}

/** Groups by need: 0 an alarm in a run that goes on, 1 goes on without, 2 has ended. */
export function need(run) {
  if (run.state !== "running") {
    return 2;
  }
  return run.alarms.length > 0 ? 0 : 1;
}

const byName = (a, b) => (a.run < b.run ? -1 : a.run > b.run ? 1 : 0);
const alarmedAt = (run, kind) => Date.parse(run.standing[kind]?.at ?? "") || 0;

function byNeed(a, b) {
  const groups = need(a) - need(b) || (b.alarms.length > 0) - (a.alarms.length > 0);
  if (groups !== 0) {
    return groups;
  }
  if (a.alarms.length > 0) {
    const [worstA] = alarmsOf(a);
    const [worstB] = alarmsOf(b);
    const alarms = gravity(worstA) - gravity(worstB) || alarmedAt(a, worstA) - alarmedAt(b, worstB);
    if (alarms !== 0) {
      return alarms;
    }
  }
  return share(b) - share(a) || byName(a, b);
}

const figure = (read) => (a, b) => {
  const x = read(a);
  const y = read(b);
  // Runs without the figure come last, whichever way it is sorted.
  return (Number.isFinite(y) - Number.isFinite(x)) * 1e9 || (x ?? 0) - (y ?? 0) || byName(a, b);
};

export const SORTS = {
  need: byNeed,
  name: byName,
  progress: figure((run) => run.latest?.progress),
  distance: figure((run) => run.latest?.offManifoldNats),
  step: figure((run) => run.latest?.step),
};

/** The states that one can ask for. */
export const STATES = {
  attention: "with an alarm",
  unfamiliar: "unfamiliar",
  course: "on course",
  ended: "ended",
};

export function inState(run, state) {
  switch (state) {
    case "attention": return run.alarms.length > 0;
    case "unfamiliar": return run.latest?.familiarity === "unfamiliar";
    case "course": return stateOf(run).mark === "course";
    case "ended": return run.state !== "running";
    default: return true;
  }
}

/** Words of the search field: each must be in the name, or in a tag; key:value means that tag. */
export function matcher(search) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (run) => words.every((word) => {
    const colon = word.indexOf(":");
    const tags = Object.entries(run.tags);
    if (colon > 0) {
      return tags.some(([key, value]) => key.toLowerCase() === word.slice(0, colon)
        && value.toLowerCase().includes(word.slice(colon + 1)));
    }
    return run.run.toLowerCase().includes(word) || tags.some(([, value]) => value.toLowerCase().includes(word));
  });
}

/** The runs that a view shows, in its order. */
export function shown(runs, view) {
  const matches = matcher(view.search);
  const compare = SORTS[view.sort] ?? byNeed;
  const sign = view.sort !== "need" && view.down ? -1 : 1;
  return [...runs]
    .filter((run) => (!view.experiment || run.tags.experiment === view.experiment) && inState(run, view.state) && matches(run))
    .sort((a, b) => {
      const order = compare(a, b);
      return Math.abs(order) >= 1e9 ? order : sign * order;
    });
}
