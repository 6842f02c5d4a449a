// What happened to a run, the newest first: alarms, advice, what the trainer did.

import { h } from "./dom.js";
import { KINDS, gravity, step } from "./words.js";

const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };

export function timeline(run, decisions) {
  const events = decisions.map((decision) => ({ at: decision.decidedAt, element: entry(decision), gravity: gravity(decision.kind) }));
  if (run.startedAt) {
    events.push({ at: run.startedAt, element: plain(run.startedAt, "started"), gravity: 99 });
  }
  events.sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || a.gravity - b.gravity);
  if (run.state !== "running") {
    events.unshift({ element: h("li", { class: "event" }, h("span", { class: "event-what" }, run.state, run.reason && decisions.length === 0 ? h("small", {}, run.reason) : null)) });
  }
  return h(
    "div", {},
    decisions.length === 0 && h("p", { class: "quiet" }, "No alarm was ever raised."),
    h("ol", { class: "timeline", tabindex: "0", "aria-label": "Decisions, the newest first" }, events.map(({ element }) => element)),
  );
}

function plain(at, words) {
  return h("li", { class: "event" }, time(at), h("span", { class: "event-what" }, words));
}

function entry(decision) {
  const kind = KINDS[decision.kind]?.word ?? decision.kind;
  const what = {
    raised: `${kind}: alarm raised`, cleared: `${kind}: cleared`, reconsidered: `${kind}: reconsidered`,
    acknowledged: `${kind}: the trainer answered "${decision.action}"`,
  }[decision.state];
  return h(
    "li", { class: `event ${decision.state}`, title: KINDS[decision.kind]?.means },
    time(decision.decidedAt),
    h(
      "span", { class: "event-what" },
      what, h("span", { class: "event-step" }, `step ${step(decision.step)}`),
      decision.state === "acknowledged" ? null : h("small", {}, decision.reason),
      advice(decision),
    ),
  );
}

function advice(decision) {
  if (!decision.advice || (decision.state !== "raised" && decision.state !== "reconsidered")) {
    return null;
  }
  const words = `${decision.advice[0].toUpperCase()}${decision.advice.slice(1)}. Policy: ${decision.policy}.`;
  return h("small", { class: decision.stopAdvised ? "advised" : "" }, words);
}

function time(at) {
  return h("time", { datetime: at, title: at }, new Date(at).toLocaleTimeString("en-GB", CLOCK));
}
