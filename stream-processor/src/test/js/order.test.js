import assert from "node:assert/strict";
import test from "node:test";
import { matcher, shown } from "../../main/resources/io/thalweg/processor/http/page/order.js";
import { DEFAULTS } from "../../main/resources/io/thalweg/processor/http/page/view.js";
import { run } from "./page.js";

const names = (runs) => runs.map((one) => one.run);
const view = (changes) => ({ ...DEFAULTS, ...changes });

test("those that need somebody come first: by gravity, then by age, then by share", () => {
  const at = (time) => ({ STALL: { step: 1, at: time } });
  const runs = [
    run("calm", { latest: { detectors: { distance: 0.1 } } }),
    run("near", { latest: { detectors: { distance: 0.9 } } }),
    run("stalled-late", { alarms: ["STALL"], standing: at("2026-11-23T14:00:00Z") }),
    run("stalled-early", { alarms: ["STALL"], standing: at("2026-11-23T13:00:00Z") }),
    run("blown-up", { alarms: ["STALL", "NON_FINITE"] }),
    run("stopped", { state: "stopped", alarms: ["NON_FINITE"] }),
    run("finished", { state: "finished" }),
  ];

  assert.deepEqual(names(shown(runs, view({}))), ["blown-up", "stalled-early", "stalled-late", "near", "calm", "stopped", "finished"]);
});

test("figures sort both ways, and runs without one come last", () => {
  const runs = [run("none"), run("low", { latest: { progress: 0.1 } }), run("high", { latest: { progress: 0.9 } })];

  assert.deepEqual(names(shown(runs, view({ sort: "progress", down: true }))), ["high", "low", "none"]);
  assert.deepEqual(names(shown(runs, view({ sort: "progress" }))), ["low", "high", "none"]);
});

test("words are looked for in names and tags, key:value in that tag", () => {
  const one = run("resnet-a.s3", { tags: { arch: "resnet", optimiser: "Adam" } });

  assert.ok(matcher("a.s3 adam")(one));
  assert.ok(matcher("optimiser:ad")(one));
  assert.ok(!matcher("arch:adam")(one));
  assert.ok(matcher("")(one));
});

test("state and experiment are filters", () => {
  const runs = [
    run("a", { alarms: ["STALL"], tags: { experiment: "x" } }), run("b", { tags: { experiment: "x" }, latest: {} }), run("c", { alarms: ["STALL"] }),
  ];

  assert.deepEqual(names(shown(runs, view({ experiment: "x", state: "attention" }))), ["a"]);
  assert.deepEqual(names(shown(runs, view({ state: "course" }))), ["b"]);
});
