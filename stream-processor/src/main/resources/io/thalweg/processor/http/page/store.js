// What is known of the runs. Filled by /api/runs, kept current by events; knows nothing of the page.

import { Path } from "./path.js";

export class Store {
  constructor() {
    this.runs = new Map();
    /** Changes with every change: who draws compares it. */
    this.version = 0;
    this.matching = 0;
    this.forgotten = 0;
    /** When the newest figure came, by this clock. */
    this.newestAt = 0;
  }

  /** Takes the answer of /api/runs in place of all that was known. `skew` is the server's clock minus this one. */
  replace(answer, skew = 0) {
    const before = this.runs;
    this.runs = new Map();
    for (const given of answer.runs) {
      const path = given.path ? Path.ofColumns(given.path) : before.get(given.run)?.path ?? new Path();
      const heardAt = Date.parse(given.heardAt) - skew;
      this.runs.set(given.run, { ...given, order: this.runs.size, heardAt, path });
      if (given.latest) {
        this.newestAt = Math.max(this.newestAt, heardAt);
      }
    }
    // By name, so that a run keeps its colour when the page is loaded again.
    [...this.runs.keys()].sort().forEach((name, order) => {
      this.runs.get(name).order = order;
    });
    this.matching = answer.matching;
    this.forgotten = answer.forgotten;
    this.version++;
  }

  /** Takes one event. Returns whether anything changed. */
  apply(type, record, now) {
    let run = this.runs.get(record.run);
    if (run && record.attempt < run.attempt) {
      return false;
    }
    if (!run || record.attempt > run.attempt) {
      run = this.#begin(record, run);
    }
    run.heardAt = now;
    this[`_${type}`](run, record, now);
    this.version++;
    return true;
  }

  #begin(record, before) {
    const run = {
      run: record.run, attempt: record.attempt, state: "running", alarms: [], standing: {}, tags: record.tags ?? {},
      path: new Path(), order: before?.order ?? this.runs.size, heardAt: 0,
    };
    this.matching += before ? 0 : 1;
    this.runs.set(record.run, run);
    return run;
  }

  _metrics(run, record, now) {
    if (run.latest && record.step < run.latest.step) {
      return;
    }
    run.path.add(record.step, record.progress, record.offManifoldNats, record.coordinates);
    run.latest = record;
    run.alarms = record.alarms;
    run.tags = record.tags;
    this.newestAt = Math.max(this.newestAt, now);
  }

  _decision(run, record) {
    // Topics are read side by side: what was decided about an earlier snapshot than the newest is history.
    if (record.state === "acknowledged" || (run.latest && record.step < run.latest.step)) {
      return;
    }
    run.alarms = run.alarms.filter((kind) => kind !== record.kind);
    if (record.state === "cleared") {
      delete run.standing[record.kind];
      return;
    }
    run.alarms = [...run.alarms, record.kind];
    if (record.state === "raised" || !run.standing[record.kind]) {
      run.standing[record.kind] = { step: record.step, at: record.decidedAt };
    }
  }

  _run(run, record) {
    run.state = record.state;
    run.tags = record.tags;
    run.startedAt = record.startedAt;
    run.reason = record.reason;
  }
}
