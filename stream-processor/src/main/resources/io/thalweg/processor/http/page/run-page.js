// A run's own page: the sentence first, then why, where it is, and what was decided.

import { h, text } from "./dom.js";
import { Charts } from "./charts.js";
import { colours } from "./palette.js";
import { Path } from "./path.js";
import { chartPanel } from "./overview.js";
import { PicturePage } from "./picture-page.js";
import { pictureTools } from "./picture-tools.js";
import { mountPicture } from "./no-webgl.js";
import { why } from "./why.js";
import { timeline } from "./timeline.js";
import * as words from "./words.js";

const NEIGHBOURS = 3;
const DETECTORS = {
  distance: "distance from the manifold", regression: "progress lost", stall: "behind the slowest", rise: "truth receding",
  excess: "farther from truth than the worst",
};

export class RunPage extends PicturePage {
  /** `parts` are store, view, focus, tip, open(run), compared(name, whether). */
  constructor(host, parts, name) {
    super();
    Object.assign(this, parts);
    this.name = name;
    this.decisions = [];
    this.history = [];
    const progress = chartPanel("Progress over step", "thin: the nearest healthy run");
    const distance = chartPanel("Distance from the manifold over progress", "nats from the nearest healthy snapshot");
    this.tools = pictureTools(parts, { whole: true });
    const space = h("div", { class: "space" });
    this.mark = h("span", { class: "mark" });
    this.sentence = h("p", { class: "sentence" });
    this.reason = h("p", { class: "reason" });
    this.figures = h("dl", { class: "figures" });
    this.tagList = h("p", { class: "tag-list" });
    this.whyPanel = h("div");
    this.lifePanel = h("div");
    this.neighbours = h("div");
    this.shares = h("div");
    this.heading = h("h2", { class: "run-name", tabindex: "-1" }, this.mark, name);
    host.replaceChildren(h(
      "div", { class: "run-page" },
      h(
        "section", { class: "panel intro", "aria-label": name },
        h("p", { class: "back" }, h("a", { href: this.view.link({ run: "" }), onclick: (event) => this.#back(event) }, "← all runs")),
        this.heading, this.sentence, this.reason, this.figures, this.tagList,
        h("p", { class: "actions" }, h("button", { type: "button", class: "chip", onclick: () => this.compared(name, true) }, "Compare with another run")),
      ),
      h("section", { class: "panel picture", "aria-label": "The manifold" }, this.tools.element, space),
      progress, distance,
      h("section", { class: "panel", "aria-label": "Why" }, this.whyPanel),
      h("section", { class: "panel", "aria-label": "What was decided" }, h("h2", {}, "What was decided"), this.lifePanel),
      h("section", { class: "panel", "aria-label": "Nearest healthy runs" }, h("h2", {}, "Nearest healthy runs"), this.neighbours),
      h("section", { class: "panel", "aria-label": "Detectors" }, h("h2", {}, "Detectors", h("small", {}, "share of the alarm's threshold")), this.shares),
    ));
    this.picture = mountPicture(space, parts);
    this.picture.whole = true;
    this.charts = new Charts({ progress, distance }, parts);
    this.heading.focus({ preventScroll: true });
    this.load();
  }

  #back(event) {
    event.preventDefault();
    this.open("");
  }

  /** Everything that is kept of the run; again after a break. */
  async load() {
    try {
      const answer = await fetch(`api/runs/${encodeURIComponent(this.name)}`);
      if (!answer.ok) {
        text(this.sentence, (await answer.json()).error);
        return;
      }
      const run = await answer.json();
      this.decisions = run.decisions;
      this.history = run.history;
      const known = this.store.runs.get(this.name);
      if (known && known.attempt === run.attempt) {
        known.path = new Path();
        run.history.forEach((point) => known.path.add(point.step, point.progress, point.offManifoldNats, point.coordinates));
        this.store.version++;
      }
      this.onLoaded();
    } catch (error) {
      text(this.reason, `Its history cannot be read now (${error.message}).`);
    }
  }

  onEvent(type, record) {
    if (record.run !== this.name) {
      return;
    }
    if (type === "decision") {
      this.decisions.push(record);
    } else if (type === "metrics") {
      this.history.push(record);
    }
  }

  draw(reference) {
    this.tools.press();
    const run = this.store.runs.get(this.name);
    if (!run) {
      text(this.sentence, "This run is not known here: it may never have sent anything, or have been forgotten.");
      return;
    }
    this.#intro(run);
    const beside = this.#beside(run, reference);
    this.showReference(reference);
    this.charts.draw([run], reference, beside.map((healthy) => ({ ...healthy, key: "ended" })));
    this.picture.setRuns([run], beside);
    this.#reasons(run);
    this.#neighbours(run, reference);
    this.#shares(run);
  }

  #intro(run) {
    const state = words.stateOf(run);
    this.mark.dataset.mark = state.mark;
    text(this.sentence, words.sentence(run, this.decisions));
    const because = words.standing(run, this.decisions)?.reason ?? run.reason;
    text(this.reason, because ? `${because[0].toUpperCase()}${because.slice(1)}.` : "");
    const latest = run.latest ?? {};
    const facts = [
      ["state", [state.word, state.life].filter(Boolean).join(", "), "What the alarms and the trainer say"],
      ["progress", words.progress(latest.progress), "Along the manifold from ignorance (0) to truth (1)"],
      ["distance", `${words.nats(latest.offManifoldNats)} nats`, "Bhattacharyya distance to the nearest healthy snapshot"],
      ["rank", words.percent(latest.rank), "Share of the calibrated healthy runs that never came as near to an alarm"],
      ["step", `${words.step(latest.step)}${latest.totalSteps ? ` of ${words.step(latest.totalSteps)}` : ""}`, "The trainer's step"],
      ["to truth", `${words.nats(latest.distanceToTruthNats)} nats`, "Distance to the labels: half the mean cross-entropy"],
      ["to ignorance", `${words.nats(latest.distanceToIgnoranceNats)} nats`, "Distance to the uniform prediction"],
      ["coordinates", latest.coordinates?.slice(0, 3).map((x) => x.toFixed(2)).join(", ") ?? words.absent, "On the manifold's first three axes"],
      ["heard", `${words.age(Date.now() - run.heardAt)} ago`, "When its newest record came"],
    ];
    if (run.attempt > 0) {
      facts.push(["attempt", String(run.attempt), "Restarts of the same run count from 0"]);
    }
    this.figures.replaceChildren(...facts.map(([name, value, title]) => h("div", { title }, h("dt", {}, name), h("dd", {}, value))));
    this.tagList.replaceChildren(...Object.entries(run.tags).map(([key, value]) => h("span", { class: "chip-tag" }, `${key}: ${value}`)));
  }

  /** Made anew only when there is something new: who reads or scrolls them is left in peace. */
  #reasons(run) {
    const now = [this.decisions.length, run.state, run.startedAt, ...run.alarms].join(" ");
    if (now !== this.explained) {
      this.explained = now;
      this.whyPanel.replaceChildren(why(run, this.decisions));
      this.lifePanel.replaceChildren(timeline(run, this.decisions));
    }
  }

  /** The healthy run that was nearest at the newest snapshot, to be drawn beside. */
  #beside(run, reference) {
    const nearest = [...this.history].reverse().find((point) => point.nearest && !point.nearest.run.startsWith("@"))?.nearest;
    const healthy = nearest && reference?.byName(nearest.run);
    return healthy ? [{ name: healthy.run, path: healthy.path, colour: colours().muted, label: healthy.run }] : [];
  }

  #neighbours(run, reference) {
    const counts = new Map();
    for (const { nearest } of this.history) {
      if (nearest) {
        counts.set(nearest.run, (counts.get(nearest.run) ?? 0) + 1);
      }
    }
    const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, NEIGHBOURS);
    const last = run.path.lastPlace();
    const here = reference && last >= 0
      ? reference.nearestTo(run.path.at.subarray(3 * last, 3 * last + 3), run.path.progress[last], NEIGHBOURS) : [];
    const name = (healthy) => ({ "@ignorance": "ignorance itself", "@truth": "truth itself" })[healthy] ?? healthy;
    this.neighbours.replaceChildren(
      h("h3", {}, "Of all its snapshots, nearest was"),
      h("ol", { class: "bars" }, most.map(([healthy, count]) => bar(name(healthy), count / this.history.length))),
      h("h3", {}, "Now, in the picture, at the same progress"),
      h("ol", { class: "plain-list" }, here.map(({ run: healthy, distance }) => h(
        "li", {}, h("span", {}, healthy.run), h("span", { class: "figure" }, `${distance.toFixed(2)} away`),
      ))),
      ...(here.length === 0 ? [h("p", { class: "quiet" }, "Nothing to compare with yet.")] : []),
    );
  }

  #shares(run) {
    const detectors = run.latest?.detectors ?? {};
    const rows = Object.entries(DETECTORS).filter(([key]) => Number.isFinite(detectors[key]));
    this.shares.replaceChildren(
      rows.length === 0
        ? h("p", { class: "quiet" }, "Not calibrated: too few reference runs, or nothing is measured yet.")
        : h("ol", { class: "bars" }, rows.map(([key, name]) => bar(name, detectors[key]))),
    );
  }
}

/** A line with a bar; over 1 it is full and says so. */
export function bar(name, share) {
  const fill = h("span", { class: share > 1 ? "fill over" : "fill" });
  fill.style.width = `${100 * Math.min(1, Math.max(0, share))}%`;
  return h("li", {}, h("span", { class: "bar-name" }, name), h("span", { class: "track" }, fill), h("span", { class: "figure" }, words.percent(share)));
}

