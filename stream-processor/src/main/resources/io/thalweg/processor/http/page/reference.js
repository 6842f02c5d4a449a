// The reference manifold: what is drawn of it, and what healthy runs do at a progress.

import { Path } from "./path.js";

const IGNORANCE = "@ignorance";
const TRUTH = "@truth";

export class Reference {
  /** From the answer of /api/manifold?hash=. */
  constructor(answer) {
    this.hash = answer.manifold;
    this.axes = answer.axes;
    this.band = answer.band;
    this.calibration = answer.calibration;
    this.runs = answer.runs.map((run) => ({ run: run.run, config: run.config, tags: run.tags, path: pathOf(run) }));
    this.configurations = [...new Set(this.runs.map((run) => run.config))].sort();
    // The figures given are of the first k axes together.
    this.shares = answer.explainedStress.map((sum, k) => sum - (k > 0 ? answer.explainedStress[k - 1] : 0));
    this.ignorance = anchor(answer, IGNORANCE);
    this.truth = anchor(answer, TRUTH);
  }

  byName(name) {
    return this.runs.find((run) => run.run === name);
  }

  /** The off-manifold distance at which the alarm begins, and the usual one; undefined where not calibrated. */
  bandAt(progress) {
    const i = Math.round(100 * Math.min(1, Math.max(0, progress)));
    return { usual: this.band.usualNats[i], limit: this.band.limitNats?.[i] };
  }

  /**
   * The reference runs that are nearest in the picture's axes at the same progress. Of all axes the service itself says which
   * one is nearest; this is the neighbourhood that the picture shows.
   */
  nearestTo(at, progress, count) {
    return this.runs
      .map((run) => {
        const place = placeAt(run.path, progress);
        return place && { run, distance: Math.hypot(place[0] - at[0], place[1] - at[1], place[2] - at[2]) };
      })
      .filter(Boolean)
      .sort((a, b) => a.distance - b.distance)
      .slice(0, count);
  }
}

function pathOf(run) {
  const path = new Path();
  for (const checkpoint of run.checkpoints) {
    path.add(checkpoint.step, checkpoint.progress, checkpoint.offManifoldNats, checkpoint.coordinates);
  }
  return path;
}

function anchor(answer, name) {
  const landmark = answer.landmarks.find((candidate) => candidate.run === name);
  return landmark && [0, 1, 2].map((k) => landmark.coordinates[k] ?? 0);
}

/** Where a path first reaches a progress, between its points in a straight line. */
export function placeAt(path, progress) {
  const i = path.firstAt(progress);
  if (i < 0) {
    return undefined;
  }
  const share = i === 0 ? 1 : (progress - path.progress[i - 1]) / (path.progress[i] - path.progress[i - 1]);
  const from = 3 * Math.max(0, i - 1);
  return [0, 1, 2].map((k) => path.at[from + k] + share * (path.at[3 * i + k] - path.at[from + k]));
}

/** Fetches the manifold that is asked for, otherwise the one that came last. Undefined where none is loaded. */
export async function fetchReference(hash) {
  const outline = await json("api/manifold");
  const known = outline.manifolds.map((manifold) => manifold.manifold);
  const wanted = known.includes(hash) ? hash : known.at(-1);
  if (!wanted) {
    return undefined;
  }
  const reference = new Reference(await json(`api/manifold?hash=${encodeURIComponent(wanted)}`));
  reference.others = known.filter((other) => other !== wanted);
  return reference;
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address}: status ${answer.status}`);
  }
  return answer.json();
}
