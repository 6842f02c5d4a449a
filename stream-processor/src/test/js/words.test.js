import assert from "node:assert/strict";
import test from "node:test";
import { age, alarmsOf, nats, percent, progress, sentence, stateOf } from "../../main/resources/io/thalweg/processor/http/page/words.js";
import { run } from "./page.js";

const raised = {
  kind: "OFF_MANIFOLD", state: "raised", step: 2300, reason: "far", classes: [{ class: 3, share: 0.4, predicted: 8, healthyPredicted: 3 }],
};

test("the sentence names the alarm, since when, and what is taken for what", () => {
  const one = run("a", { alarms: ["STALL", "OFF_MANIFOLD"], standing: { OFF_MANIFOLD: { step: 2300 } } });

  assert.equal(sentence(one, [raised]), "Off the manifold since step 2,300: it takes 3 for 8.");
});

test("an alarm without its decision is a sentence too", () => {
  assert.equal(sentence(run("a", { alarms: ["SILENT"] })), "Silent.");
});

test("a calm run is on course", () => {
  const one = run("a", { latest: { progress: 0.831, step: 1200, totalSteps: 9000, offManifoldNats: 0.0213 } });

  assert.equal(sentence(one), "On course: progress 0.83 at step 1,200 of 9,000, 0.021 nats from the nearest healthy run.");
});

test("shape follows the state: an ended run is no alarm unless one stands", () => {
  assert.equal(stateOf(run("a", { state: "finished" })).mark, "ended");
  assert.equal(stateOf(run("a", { state: "stopped", alarms: ["STALL"] })).mark, "alarm");
  assert.equal(stateOf(run("a", { latest: { familiarity: "unfamiliar" } })).mark, "unfamiliar");
  assert.equal(stateOf(run("a", { latest: {} })).word, "on course");
});

test("an alarm that this page does not know yet is shown by its name, last", () => {
  const one = run("a", { alarms: ["NEW_ONE", "SILENT", "NON_FINITE"] });

  assert.deepEqual(alarmsOf(one), ["NON_FINITE", "SILENT", "NEW_ONE"]);
  assert.equal(stateOf(one).word, "not finite, silent, NEW_ONE");
});

test("figures keep their width", () => {
  assert.deepEqual([progress(0.5), nats(0.0213), percent(0.064), progress(undefined)], ["0.50", "0.021", "6%", "–"]);
  assert.deepEqual([age(4000), age(300_000), age(3 * 3600_000), age(5 * 86_400_000)], ["4 s", "5 min", "3 h", "5 d"]);
});
