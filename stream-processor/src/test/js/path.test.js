import assert from "node:assert/strict";
import test from "node:test";
import { MOST, Path } from "../../main/resources/io/thalweg/processor/http/page/path.js";

test("what is older than the last point is left out", () => {
  const path = new Path();
  path.add(10, 0.1, 0.02, [1, 2, 3]);

  assert.equal(path.add(10, 0.1, 0.02, [1, 2, 3]), false);
  assert.equal(path.length, 1);
});

test("a long path is thinned, and keeps its first and its last", () => {
  const path = new Path();
  for (let step = 0; step < 10 * MOST; step++) {
    path.add(step, step / (10 * MOST), 0.02, [step, 0, 0]);
  }

  assert.ok(path.length <= MOST);
  assert.equal(path.step[0], 0);
  assert.equal(path.step[path.length - 1], 10 * MOST - 1);
  assert.equal(path.at[3 * (path.length - 1)], 10 * MOST - 1);
});

test("a snapshot without figures has no place", () => {
  const path = Path.ofColumns({ step: [1, 2], progress: [0.5, null], offManifoldNats: [0.02, null], coordinates: [[1, null], [2, null]] });

  assert.equal(path.length, 2);
  assert.equal(path.lastPlace(), 0);
  assert.ok(Number.isNaN(path.progress[1]));
});

test("two axes are drawn flat", () => {
  const path = Path.ofColumns({ step: [1], progress: [0.5], offManifoldNats: [0.02], coordinates: [[1], [2]] });

  assert.deepEqual([...path.at.subarray(0, 3)], [1, 2, 0]);
});

test("first point at a progress", () => {
  const path = new Path();
  [0.1, 0.4, 0.3, 0.6].forEach((progress, i) => path.add(i, progress, 0, [0, 0, 0]));

  assert.equal(path.firstAt(0.35), 1);
  assert.equal(path.firstAt(0.9), -1);
});
