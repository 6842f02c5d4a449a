import assert from "node:assert/strict";
import test from "node:test";
import { Reference } from "../../main/resources/io/thalweg/processor/http/page/reference.js";

const checkpoint = (step, progress, x) => ({ step, progress, offManifoldNats: 0.02, coordinates: [x, 0] });
const answer = {
  manifold: "sha256:a", axes: 2, explainedStress: [0.6, 0.8],
  band: { progress: [0, 1], usualNats: Array(101).fill(0.05), limitNats: Array(101).fill(0.2) },
  landmarks: [{ run: "@ignorance", coordinates: [0, 0] }, { run: "@truth", coordinates: [1, 0] }],
  runs: [
    { run: "a.s0", config: "a", tags: {}, checkpoints: [checkpoint(0, 0, 0), checkpoint(10, 1, 1)] },
    { run: "b.s0", config: "b", tags: {}, checkpoints: [checkpoint(0, 0, 5), checkpoint(10, 0.4, 5)] },
  ],
};

test("each axis has its own share", () => {
  assert.deepEqual(new Reference(answer).shares.map((share) => share.toFixed(1)), ["0.6", "0.2"]);
});

test("nearest runs are compared at equal progress, and those that never got there are left out", () => {
  const reference = new Reference(answer);

  const [nearest, ...others] = reference.nearestTo([0.5, 0, 0], 0.5, 3);

  assert.equal(nearest.run.run, "a.s0");
  assert.ok(nearest.distance < 1e-6);
  assert.equal(others.length, 0);
});

test("the band is read at a progress", () => {
  assert.deepEqual(new Reference(answer).bandAt(2), { usual: 0.05, limit: 0.2 });
});
