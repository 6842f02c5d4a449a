// Two or more runs beside each other at equal progress: how they got there, and how far off they were.

import { h, text } from "./dom.js";
import { Charts } from "./charts.js";
import { chartPanel } from "./overview.js";
import { mountPicture } from "./no-webgl.js";
import { PicturePage } from "./picture-page.js";
import { pictureTools } from "./picture-tools.js";
import { configurationOf } from "./table.js";
import * as words from "./words.js";

export class ComparePage extends PicturePage {
  /** `parts` are store, view, focus, tip, open(run), compared(name, whether). */
  constructor(host, parts, names) {
    super();
    Object.assign(this, parts);
    this.names = names;
    const progress = chartPanel("Progress over step", "who gets there sooner");
    const distance = chartPanel("Distance from the manifold over progress", "all runs at equal progress");
    this.tools = pictureTools(parts, { whole: true });
    const space = h("div", { class: "space" });
    this.slider = h("input", {
      type: "range", min: "0", max: "1", step: "0.01", id: "at", "aria-label": "Progress at which the runs are compared",
      oninput: () => this.view.set({ at: Number(this.slider.value) }),
    });
    this.at = h("output", { for: "at", class: "figure" });
    this.rows = h("tbody");
    const heads = ["run", "at step", "share of its steps", "distance (nats)", "alarm at (nats)", "now at"];
    host.replaceChildren(h(
      "div", { class: "run-page compare-page" },
      h(
        "section", { class: "panel intro", "aria-label": "Comparison" },
        h("p", { class: "back" }, h("a", { href: this.view.link({ run: "", compare: [] }), onclick: (event) => this.#back(event) }, "← all runs")),
        h("h2", { class: "run-name", tabindex: "-1" }, `${names.length} runs at equal progress`),
        h("p", { class: "slider" }, h("label", { for: "at" }, "progress"), this.slider, this.at),
        h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Comparison table" }, h(
          "table", { class: "comparison" },
          h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)), h("th", {}, h("span", { class: "unseen" }, "remove")))), this.rows,
        )),
      ),
      h("section", { class: "panel picture", "aria-label": "The manifold" }, this.tools.element, space),
      progress, distance,
    ));
    this.picture = mountPicture(space, parts);
    this.picture.whole = true;
    this.charts = new Charts({ progress, distance }, parts);
  }

  #back(event) {
    event.preventDefault();
    this.open("");
  }

  draw(reference) {
    this.tools.press();
    const { at } = this.view.now;
    const runs = this.names.map((name) => this.store.runs.get(name)).filter(Boolean);
    this.slider.value = at;
    text(this.at, at.toFixed(2));
    this.showReference(reference);
    this.charts.draw(runs, reference);
    this.picture.setRuns(runs);
    const limit = reference?.bandAt(at).limit;
    this.rows.replaceChildren(...this.names.map((name) => this.#row(name, at, limit)));
  }

  #row(name, at, limit) {
    const run = this.store.runs.get(name);
    const remove = h("button", {
      type: "button", class: "plain", "aria-label": `take ${name} out`, onclick: () => this.compared(name, false),
    }, "×");
    if (!run) {
      return h("tr", {}, h("th", { scope: "row" }, name), h("td", { colspan: "5" }, "not known here"), h("td", {}, remove));
    }
    const i = run.path.firstAt(at);
    const step = run.path.step[i];
    const off = run.path.off[i];
    const total = run.latest?.totalSteps;
    const link = h("a", { href: this.view.link({ run: name }), onclick: (event) => {
      event.preventDefault();
      this.open(name);
    } }, name);
    const row = h(
      "tr", { "data-run": name },
      h("th", { scope: "row" }, h("span", { class: "mark", "data-mark": words.stateOf(run).mark }), link, h("small", {}, configurationOf(run))),
      h("td", {}, i < 0 ? "not reached" : words.step(step)),
      h("td", {}, i < 0 || !total ? words.absent : words.percent(step / total)),
      h("td", { class: off > limit ? "bad" : "" }, i < 0 ? words.absent : words.nats(off)),
      h("td", {}, words.nats(limit)),
      h("td", {}, words.progress(run.latest?.progress)),
      h("td", {}, remove),
    );
    row.addEventListener("pointerenter", () => this.focus.set(name, i));
    row.addEventListener("pointerleave", () => this.focus.clear());
    return row;
  }

  onEvent() {}
}
