// Which classes and samples carry the distance, in bars that sum to the whole.

import { h } from "./dom.js";
import { percent } from "./words.js";

/** The panel "why" of a run: of its newest decision that has shares. */
export function why(run, decisions) {
  const explained = decisions.filter((decision) => decision.classes?.length > 0).at(-1);
  const heading = h("h2", {}, "Why", explained ? h("small", {}, `at step ${explained.step.toLocaleString("en")}`) : null);
  if (!explained) {
    const words = run.alarms.length > 0
      ? "No decision with classes and samples is kept of this run."
      : "No alarm has been raised: there is nothing to explain.";
    return h("div", {}, heading, h("p", { class: "quiet" }, words));
  }
  const { comparison, classes, samples = [] } = explained;
  return h(
    "div", {},
    heading,
    comparison && h("p", { class: "quiet" }, `The distance from ${comparison.run}, the nearest healthy run at this progress, lies in`),
    h("h3", {}, "these classes"),
    h("ol", { class: "bars" }, classes.map((one) => shareBar(`class ${one.class}`, one.share, taken(one))), rest("others", comparison?.otherClassesShare)),
    samples.length > 0 && h("h3", {}, "these probe samples"),
    samples.length > 0 && h(
      "ol", { class: "bars" },
      samples.map((one) => shareBar(`sample ${one.sample}`, one.share, seen(one))), rest("others", comparison?.otherSamplesShare),
    ),
  );
}

function shareBar(name, share, note) {
  const fill = h("span", { class: "fill" });
  fill.style.width = `${100 * share}%`;
  const figure = share > 0 && share < 0.095 ? `${(100 * share).toFixed(1)}%` : percent(share);
  return h(
    "li", {},
    h("span", { class: "bar-name" }, name, note && h("small", {}, note)), h("span", { class: "track" }, fill), h("span", { class: "figure" }, figure),
  );
}

/** What is not listed; nothing where that would read 0%. */
const rest = (name, share) => (share >= 0.0005 ? shareBar(name, share, "") : null);

function taken(one) {
  if (one.predicted === undefined) {
    return "never taken for another";
  }
  const most = one.predictedShare === undefined ? "" : ` (${percent(one.predictedShare)})`;
  return `taken for ${one.predicted}${most}`;
}

function seen(one) {
  if (one.class === undefined || one.predicted === undefined) {
    return "";
  }
  const healthy = one.healthyPredicted === undefined || one.healthyPredicted === one.predicted ? "" : `, healthy: ${one.healthyPredicted}`;
  return one.predicted === one.class ? `a ${one.class}, less surely${healthy}` : `a ${one.class}, taken for ${one.predicted}${healthy}`;
}
