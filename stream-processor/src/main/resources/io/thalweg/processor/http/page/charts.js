// The two linked charts: progress over step, and distance over progress with the band of healthy runs.

import { h, text } from "./dom.js";
import { Chart } from "./chart.js";
import { TOLD_APART, keyOf } from "./palette.js";
import { factsOf } from "./tip.js";
import { progress, stateOf } from "./words.js";

/** At least so much is shown, so that a calm chart looks calm. */
const LEAST_NATS = 0.1;

export class Charts {
  /** `parts` are view, focus, tip and open(run). */
  constructor(hosts, parts) {
    Object.assign(this, parts);
    this.runs = [];
    this.beside = [];
    this.note = h("p", { class: "chart-note" });
    hosts.distance.append(this.note);
    const told = (key) => ({
      pointed: (event, name, index) => this.#pointed(event, name, index),
      left: () => {
        this.focus.clear();
        this.tip.hide();
      },
      zoomed: (span) => this.view.set({ [key]: span }),
    });
    this.overStep = new Chart(hosts.progress.querySelector(".plot"), {
      x: { format: short, range: () => this.#steps() },
      y: { format: (value) => value.toFixed(1), range: () => [0, 1.02] },
    }, told("steps"));
    this.overProgress = new Chart(hosts.distance.querySelector(".plot"), {
      x: { format: (value) => value.toFixed(1), range: () => [0, 1] },
      y: { format: (value) => value.toFixed(2), range: () => [0, this.most] },
    }, told("span"));
    this.charts = [this.overStep, this.overProgress];
    this.charts.forEach((chart) => {
      chart.plot.over.addEventListener("click", () => this.focus.run && this.open(this.focus.run));
    });
    this.most = LEAST_NATS;
    this.focus.onChange(({ run, index }) => this.charts.forEach((chart) => chart.setFocus(run, index)));
  }

  #steps() {
    let most = 1;
    for (const { path, latest } of [...this.runs, ...this.beside]) {
      // A tenth of what is declared at least, so that the axis does not run away at the start.
      most = Math.max(most, path.step[path.length - 1] || 0, (latest?.totalSteps ?? 0) / 10);
    }
    return [0, most * 1.02];
  }

  #pointed(event, name, index) {
    this.focus.set(name, index);
    const run = this.runs.find((candidate) => candidate.run === name);
    const beside = this.beside.find((candidate) => candidate.name === name);
    if (run) {
      this.tip.show(event, name, factsOf(run, index, this.reference));
    } else if (beside) {
      this.tip.show(event, name, [["", "healthy run"], ["progress", progress(beside.path.progress[index])]]);
    } else {
      this.tip.hide();
    }
  }

  /** Draws runs, and beside them further paths {name, path, key}. */
  draw(runs, reference, beside = []) {
    this.runs = runs.filter((run) => run.path.length > 0);
    this.beside = beside;
    this.reference = reference;
    const many = runs.length > TOLD_APART;
    const lines = [
      ...beside.map(({ name, path, key }) => ({ name, key, path })),
      ...this.runs.map((run) => ({ name: run.run, key: keyOf(run, stateOf(run).mark, many), path: run.path })),
    ];
    this.most = this.#mostNats(lines);
    this.overProgress.setBand(reference?.band);
    this.overStep.setLines(lines.map((line) => columns(line, "step", "progress")), this.view.now.steps);
    this.overProgress.setLines(lines.map((line) => columns(line, "progress", "off")), this.view.now.span);
    text(this.note, reference?.band.limitNats
      ? "Shaded: what 9 of 10 healthy runs do (dark); up to the dashed line no alarm (light)."
      : "Too few reference runs for a threshold: only what is usual is shaded.");
  }

  #mostNats(lines) {
    let most = LEAST_NATS;
    for (const { path } of lines) {
      for (let i = 0; i < path.length; i++) {
        if (path.off[i] > most) {
          most = path.off[i];
        }
      }
    }
    const limits = this.reference?.band.limitNats ?? [];
    return 1.06 * Math.max(most, ...limits);
  }

  /** Colours have changed. */
  redraw() {
    this.charts.forEach((chart) => chart.redraw());
  }

  destroy() {
    this.charts.forEach((chart) => chart.destroy());
  }
}

const columns = ({ name, key, path }, x, y) => ({ name, key, x: path[x], y: path[y], length: path.length });

const short = (value) => (value >= 10_000 ? `${(value / 1000).toLocaleString("en")}k` : value.toLocaleString("en"));
