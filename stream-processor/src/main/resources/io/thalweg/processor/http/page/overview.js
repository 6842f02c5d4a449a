// The first screen: the picture, the list of runs, the two charts.

import { h, text } from "./dom.js";
import { Charts } from "./charts.js";
import { PicturePage } from "./picture-page.js";
import { pictureTools } from "./picture-tools.js";
import { TOLD_APART } from "./palette.js";
import { afterFrame } from "./slices.js";
import { STATES, inState, shown } from "./order.js";
import { Table } from "./table.js";
import { mountPicture } from "./no-webgl.js";

/** Who asks for something else within this time is typing, or holds a key. */
const BURST_MILLIS = 200;

export class Overview extends PicturePage {
  /** `parts` are store, view, focus, tip, open(run) and compared(name, whether). */
  constructor(host, parts) {
    super();
    Object.assign(this, parts);
    this.tools = pictureTools(parts);
    const space = h("div", { class: "space" });
    const list = h("div", { class: "list" });
    const progress = chartPanel("Progress over step", "0 is ignorance, 1 is truth");
    const distance = chartPanel("Distance from the manifold over progress", "nats from the nearest healthy snapshot");
    this.counter = h("p", { class: "counter" });
    this.comparing = h("div", { class: "comparing", hidden: true });
    this.states = h("div", { class: "states", role: "group", "aria-label": "Which runs" });
    this.search = h("input", {
      type: "search", id: "search", placeholder: "name or tag:value", "aria-label": "Filter runs by name or by tag:value",
      autocomplete: "off", spellcheck: "false", list: "tags",
      oninput: () => this.view.set({ search: this.search.value }),
    });
    this.tags = h("datalist", { id: "tags" });
    host.replaceChildren(h(
      "div", { class: "overview" },
      h("section", { class: "panel picture", "aria-label": "The manifold" }, this.tools.element, space),
      h(
        "section", { class: "panel runs", "aria-label": "Runs" },
        h("div", { class: "filters" }, this.search, this.tags, this.states), list, this.counter, this.comparing,
      ),
      progress, distance,
    ));
    this.picture = mountPicture(space, parts);
    this.charts = new Charts({ progress, distance }, parts);
    this.table = new Table(list, parts);
    this.#stateButtons();
  }

  #stateButtons() {
    this.buttons = ["", ...Object.keys(STATES)].map((state) => h("button", {
      type: "button", class: "chip", "data-state": state, onclick: () => this.view.set({ state }),
    }));
    this.states.replaceChildren(...this.buttons);
  }

  /** Draws everything as the store and the view have it. */
  draw(reference) {
    const { view } = this;
    this.tools.press();
    const all = [...this.store.runs.values()].filter((run) => !view.now.experiment || run.tags.experiment === view.now.experiment);
    const runs = shown(all, view.now);
    this.#filters(all, runs);
    this.table.draw(runs);
    const placed = reference ? runs.filter((run) => !run.latest || run.latest.manifold === reference.hash) : [];
    const pictures = () => this.#drawPictures(runs, placed, reference);
    this.giveUp?.();
    if (runs.length > TOLD_APART) {
      // What was asked for is answered in the list; a crowd's pictures follow, when no more is asked for at once.
      const now = performance.now();
      this.giveUp = afterFrame(pictures, now - (this.drawnAt ?? 0) < BURST_MILLIS ? BURST_MILLIS : 0);
      this.drawnAt = now;
    } else {
      pictures();
    }
  }

  #drawPictures(runs, placed, reference) {
    this.charts.draw(runs, reference);
    this.showReference(reference);
    this.picture.setRuns(placed);
  }

  #filters(all, runs) {
    const { now } = this.view;
    if (document.activeElement !== this.search) {
      this.search.value = now.search;
    }
    for (const button of this.buttons) {
      const { state } = button.dataset;
      const count = state === "" ? all.length : all.filter((run) => inState(run, state)).length;
      text(button, `${state === "" ? "all" : STATES[state]} ${count}`);
      button.setAttribute("aria-pressed", String(now.state === state));
      button.hidden = state === "unfamiliar" && count === 0 && now.state !== state;
    }
    text(this.counter, runs.length === all.length ? "" : `${runs.length} of ${all.length} runs match.`);
    this.#tagChoices(all);
    this.#compareBar(now.compare);
  }

  #tagChoices(all) {
    const choices = new Set();
    for (const run of all) {
      for (const [key, value] of Object.entries(run.tags)) {
        if (choices.size < 100) {
          choices.add(`${key}:${value}`);
        }
      }
    }
    if (choices.size !== this.tags.children.length) {
      this.tags.replaceChildren(...[...choices].sort().map((choice) => h("option", { value: choice })));
    }
  }

  #compareBar(names) {
    this.comparing.hidden = names.length === 0;
    this.comparing.replaceChildren(
      h("span", {}, names.length === 1 ? `${names[0]}: pick another run to compare it with` : `${names.length} runs picked`),
      h("button", {
        type: "button", class: "accent", disabled: names.length < 2, onclick: () => this.openComparison(),
      }, "Compare (c)"),
      h("button", { type: "button", class: "plain", onclick: () => this.view.set({ compare: [] }) }, "Clear"),
    );
  }

  destroy() {
    this.giveUp?.();
    super.destroy();
  }
}

/** A chart's panel with its title. */
export function chartPanel(title, unit) {
  return h(
    "section", { class: "panel chart", "aria-label": title },
    h("h2", {}, title, h("small", {}, unit)), h("div", { class: "plot" }),
  );
}
