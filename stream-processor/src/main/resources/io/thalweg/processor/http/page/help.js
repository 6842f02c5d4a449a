// What is what, in words, and the keys.

import { h } from "./dom.js";
import { KINDS } from "./words.js";

const THINGS = [
  ["the manifold", "Networks of many kinds pass through nearly the same predictions on their way from ignorance to truth. Each thin line is a healthy run, recorded beforehand; the bright points are runs under way, with their last ten snapshots behind them."],
  ["progress", "How far along that way a run is: 0 is ignorance (every class equally likely), 1 is truth (every label right)."],
  ["distance", "How unlike the nearest healthy snapshot the predictions are: Bhattacharyya distance, in nats per sample. The bar's end is where the alarm begins."],
  ["axis 1 · 80%", "The picture's axes are the directions in which healthy runs differ most, with the share of their mutual distances that each explains."],
  ["unfamiliar", "Like no configuration of the reference, but not off: no alarm."],
  ["rank", "The share of the calibrated healthy runs that never came as near to an alarm."],
];
const KEYS = [
  ["/", "to the search field"], ["r", "to the list of runs; arrows or j and k move, Enter opens, x picks for comparison"],
  ["m", "to the picture; arrows turn it, + and − zoom, 0 resets"], ["1 2 3 4", "3-D, axes 1–2, 1–3, 2–3"],
  ["p  g  h", "whole paths, reference by configuration, hide reference"], ["c", "compare the picked runs"],
  ["t", "dark or light"], ["Esc", "back to all runs"], ["?", "this"],
];

export function help(dialog) {
  const list = (pairs, term) => h("dl", { class: "manual" }, pairs.flatMap(([name, words]) => [h("dt", {}, h(term, {}, name)), h("dd", {}, words)]));
  dialog.replaceChildren(
    h("form", { method: "dialog" }, h("button", { class: "plain close", "aria-label": "close" }, "×")),
    h("h2", {}, "What is what"), list(THINGS, "strong"),
    h("h2", {}, "Alarms"), list(Object.values(KINDS).map(({ word, means }) => [word, means]), "strong"),
    h("p", { class: "quiet" }, "Shapes: disc, on course; diamond, unfamiliar; triangle, alarm; square, ended."),
    h("h2", {}, "Keys"), list(KEYS, "kbd"),
    h("p", { class: "quiet" }, "The address holds the whole view: send it to a colleague."),
  );
  return () => (dialog.open ? dialog.close() : dialog.showModal());
}
