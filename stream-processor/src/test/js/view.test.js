import assert from "node:assert/strict";
import test from "node:test";
import { DEFAULTS, read, write } from "../../main/resources/io/thalweg/processor/http/page/view.js";

test("a view survives its address", () => {
  const view = {
    ...DEFAULTS, run: "resnet-a.s3", compare: ["a", "b.s0"], axes: "13", camera: [1, -2.5, 3, 0, 0, 0, 1.5], trail: "path", search: "arch:mlp <b>&",
    state: "attention", sort: "distance", down: true, steps: [10, 200], at: 0.25, theme: "dark", comparing: true,
  };

  assert.deepEqual(read(write(view)), view);
});

test("the usual view has no address", () => {
  assert.equal(write(DEFAULTS), "");
});

test("nonsense is the default", () => {
  assert.deepEqual(read("?axes=77&camera=a,b&at=x&sort=__proto__&theme=pink&unknown=1"), DEFAULTS);
});
