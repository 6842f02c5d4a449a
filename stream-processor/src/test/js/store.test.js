import assert from "node:assert/strict";
import test from "node:test";
import { Store } from "../../main/resources/io/thalweg/processor/http/page/store.js";
import { metrics } from "./page.js";

const decision = (kind, state, step) => ({ run: "a", attempt: 0, step, kind, state, decidedAt: "2026-11-23T14:00:00Z" });

test("a record makes its run known and moves it", () => {
  const store = new Store();
  store.apply("metrics", metrics("a", 10), 1000);
  store.apply("metrics", metrics("a", 20), 2000);

  const run = store.runs.get("a");
  assert.equal(run.latest.step, 20);
  assert.equal(run.path.length, 2);
  assert.equal(store.newestAt, 2000);
});

test("an event that the whole state held already changes nothing", () => {
  const store = new Store();
  store.apply("metrics", metrics("a", 20), 1000);
  store.apply("metrics", metrics("a", 20), 1000);
  store.apply("metrics", metrics("a", 10), 1000);

  assert.equal(store.runs.get("a").path.length, 1);
  assert.equal(store.runs.get("a").latest.step, 20);
});

test("a higher attempt starts afresh, a lower one is ignored", () => {
  const store = new Store();
  store.apply("metrics", metrics("a", 90), 1000);
  store.apply("metrics", metrics("a", 5, { attempt: 1 }), 1000);

  assert.equal(store.apply("metrics", metrics("a", 95), 1000), false);
  assert.equal(store.runs.get("a").path.length, 1);
  assert.equal(store.runs.get("a").attempt, 1);
});

test("an alarm stands since it was raised, until it is cleared", () => {
  const store = new Store();
  store.apply("metrics", metrics("a", 10, { alarms: ["STALL"] }), 1000);
  store.apply("decision", decision("STALL", "raised", 10), 1000);
  store.apply("decision", decision("STALL", "reconsidered", 12), 1000);
  assert.deepEqual(store.runs.get("a").standing.STALL.step, 10);

  store.apply("decision", decision("STALL", "cleared", 20), 1000);
  assert.deepEqual(store.runs.get("a").alarms, []);
});

test("a decision about an earlier snapshot does not bring an alarm back", () => {
  const store = new Store();
  store.apply("metrics", metrics("a", 30), 1000);
  store.apply("decision", decision("STALL", "raised", 10), 1000);

  assert.deepEqual(store.runs.get("a").alarms, []);
});

test("what the trainer did raises nothing", () => {
  const store = new Store();
  store.apply("decision", decision("STALL", "acknowledged", 10), 1000);

  assert.deepEqual(store.runs.get("a").alarms, []);
});

test("runs keep their colours when the page is loaded again", () => {
  const store = new Store();
  const given = (name) => ({ run: name, attempt: 0, state: "running", alarms: [], standing: {}, tags: {}, heardAt: "2026-11-23T14:00:00Z" });
  store.replace({ runs: [given("b"), given("a")], matching: 2, forgotten: 0 });
  const first = store.runs.get("b").order;
  store.replace({ runs: [given("a"), given("b")], matching: 2, forgotten: 0 });

  assert.equal(store.runs.get("b").order, first);
});
