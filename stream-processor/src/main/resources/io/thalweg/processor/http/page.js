// The table of runs, kept current by /api/events. Everything from outside is set as text, never as markup.
"use strict";

const WORDS = {
  OFF_MANIFOLD: "off manifold", REGRESSION: "regressing", STALL: "stalled", OVERFIT: "over-fitting",
  NON_FINITE: "not finite", SILENT: "silent",
};
const runs = new Map();
const rows = new Map();
let source;
let pending = false;

const byId = (id) => document.getElementById(id);
const figure = (value, digits) => (typeof value === "number" ? value.toFixed(digits) : "–");
const connection = (word, good) => {
  byId("connection").textContent = word;
  byId("connection").className = good ? "well" : "alarm";
};

function words(run) {
  if (run.alarms.length > 0) {
    return run.alarms.map((kind) => WORDS[kind] || kind).join(", ") + (run.state === "running" ? "" : ` (${run.state})`);
  }
  const unfamiliar = run.latest && run.latest.familiarity === "unfamiliar";
  if (run.state === "running") {
    return unfamiliar ? "unfamiliar" : "on course";
  }
  return unfamiliar ? `unfamiliar (${run.state})` : run.state;
}

function row(name) {
  if (!rows.has(name)) {
    const element = document.createElement("tr");
    for (let i = 0; i < 7; i++) {
      element.append(document.createElement("td"));
    }
    for (const i of [2, 3, 4, 5]) {
      element.children[i].className = "number";
    }
    rows.set(name, element);
  }
  return rows.get(name);
}

function draw() {
  pending = false;
  const sorted = [...runs.values()].sort((a, b) =>
    (b.alarms.length > 0) - (a.alarms.length > 0)
    || (a.state !== "running") - (b.state !== "running")
    || (a.run < b.run ? -1 : 1));
  for (const run of sorted) {
    const latest = run.latest || {};
    const texts = [run.run, words(run), figure(latest.step, 0), figure(latest.progress, 3),
      figure(latest.offManifoldNats, 4), figure(latest.rank, 2), latest.nearest ? latest.nearest.run : "–"];
    const element = row(run.run);
    texts.forEach((text, i) => { element.children[i].textContent = text; });
    element.children[1].className = run.alarms.length > 0 ? "alarm" : "well";
    element.className = run.state === "running" ? "" : "old";
  }
  byId("runs").replaceChildren(...sorted.map((run) => row(run.run)));
  const alarmed = sorted.filter((run) => run.alarms.length > 0).length;
  byId("summary").textContent = sorted.length === 0 ? "No runs yet."
    : `${sorted.length} ${sorted.length === 1 ? "run" : "runs"}, ${alarmed} with an alarm.`;
}

function drawSoon() {
  if (!pending) {
    pending = true;
    requestAnimationFrame(draw);
  }
}

function known(record) {
  const run = runs.get(record.run);
  if (!run || record.attempt > run.attempt) {
    runs.set(record.run, { run: record.run, attempt: record.attempt, state: "running", alarms: [] });
  }
  return runs.get(record.run);
}

const handlers = {
  metrics(record) {
    Object.assign(known(record), { latest: record, alarms: record.alarms });
  },
  decision(record) {
    const run = known(record);
    if (record.state === "raised" && !run.alarms.includes(record.kind)) {
      run.alarms = [...run.alarms, record.kind];
    } else if (record.state === "cleared") {
      run.alarms = run.alarms.filter((kind) => kind !== record.kind);
    }
  },
  run(record) {
    known(record).state = record.state;
  },
};

async function start() {
  if (source) {
    source.close();
  }
  try {
    const answer = await fetch("/api/runs?limit=1000");
    if (answer.status === 401) {
      // The session has ended: the address answers with the page that asks for the token.
      location.reload();
      return;
    }
    if (!answer.ok) {
      throw new Error(`status ${answer.status}`);
    }
    const list = await answer.json();
    runs.clear();
    list.runs.forEach((run) => runs.set(run.run, run));
    drawSoon();
    source = new EventSource(`/api/events?lastEventId=${list.lastEventId}`);
  } catch (error) {
    connection("disconnected, trying again", false);
    setTimeout(start, 2000);
    return;
  }
  source.onopen = () => connection("live", true);
  source.onerror = () => {
    connection("disconnected, trying again", false);
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(start, 2000);
    }
  };
  source.addEventListener("reset", start);
  for (const [type, handle] of Object.entries(handlers)) {
    source.addEventListener(type, (event) => {
      const record = JSON.parse(event.data);
      const run = runs.get(record.run);
      if (!run || record.attempt >= run.attempt) {
        handle(record);
        drawSoon();
      }
    });
  }
}

start();
