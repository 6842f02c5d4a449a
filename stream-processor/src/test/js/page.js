// What the tests share: a run as the page knows it.
import { Path } from "../../main/resources/io/thalweg/processor/http/page/path.js";

export const PAGE = "../../main/resources/io/thalweg/processor/http/page";

export function run(name, more = {}) {
  return { run: name, attempt: 0, state: "running", alarms: [], standing: {}, tags: {}, path: new Path(), order: 0, heardAt: 0, ...more };
}

export function metrics(name, step, more = {}) {
  return {
    run: name, attempt: 0, step, tags: { arch: "mlp" }, progress: step / 100, offManifoldNats: 0.02, coordinates: [step, 0, 0],
    alarms: [], manifold: "sha256:a", ...more,
  };
}
