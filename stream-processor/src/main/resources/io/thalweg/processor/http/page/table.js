// The list of runs. Only the rows that are seen exist, so that a thousand runs cost as much as twenty.

import { h, onceAFrame, text } from "./dom.js";
import { TOLD_APART, keyOf, styleOf } from "./palette.js";
import { need } from "./order.js";
import { sparkline } from "./sparkline.js";
import { nats, progress, stateOf } from "./words.js";

const ROW = 56;
const HEAD = 32;
const SPARE = 4;
const END = 8;
const GROUPS = ["Needs attention", "Under way", "Ended"];

export class Table {
  /** `parts` are view, focus, open(run) and compared(name, whether). */
  constructor(host, parts) {
    Object.assign(this, parts);
    this.items = [];
    this.rows = new Map();
    this.above = h("div", { class: "spacer" });
    this.below = h("div", { class: "spacer" });
    this.body = h("div", { class: "rows", role: "rowgroup" });
    this.scroller = h("div", { class: "scroller" }, this.body);
    this.grid = h("div", { role: "table", "aria-label": "Runs", class: "table" }, this.#head(), this.scroller);
    host.replaceChildren(this.grid);
    this.scroller.addEventListener("scroll", onceAFrame(() => this.#show()), { passive: true });
    new ResizeObserver(() => this.#show()).observe(this.scroller);
    this.grid.addEventListener("keydown", (event) => this.#key(event));
    this.focus.onChange(() => this.#light());
  }

  #head() {
    const button = (sort, words, title) => h(
      "button", { type: "button", title, "data-sort": sort, onclick: () => this.#sort(sort) }, words,
    );
    this.heads = [
      button("need", "need", "Sort by need: alarms by gravity and age, then by share of the threshold"),
      button("name", "name", "Sort by name"),
      button("progress", "progress", "Geodesic progress: 0 is ignorance, 1 is truth"),
      button("distance", "distance", "Bhattacharyya distance to the nearest healthy snapshot, in nats; the bar's end is the alarm's threshold"),
    ];
    const [need, name, progress, distance] = this.heads;
    this.columns = [
      h("div", { role: "columnheader", class: "cell c-run" }, need, name),
      h("div", { role: "columnheader", class: "cell c-progress" }, progress),
      h("div", { role: "columnheader", class: "cell c-distance" }, distance),
    ];
    return h("div", { role: "rowgroup" }, h("div", { role: "row", class: "row head" }, this.columns));
  }

  #sort(sort) {
    const { view } = this;
    // Figures begin with the largest, names with the first.
    const down = view.now.sort === sort ? !view.now.down : sort === "progress" || sort === "distance";
    view.set({ sort, down: sort !== "need" && down });
  }

  /** Shows runs in the order given. */
  draw(runs) {
    const { sort, down, compare } = this.view.now;
    for (const head of this.heads) {
      const sorted = head.dataset.sort === sort;
      head.classList.toggle("sorted", sorted);
      head.classList.toggle("down", sorted && down);
    }
    const by = { need: 0, name: 0, progress: 1, distance: 2 }[sort];
    this.columns.forEach((column, i) => column.setAttribute("aria-sort", i !== by ? "none" : down ? "descending" : "ascending"));
    this.many = runs.length > TOLD_APART;
    this.picked = new Set(compare);
    this.items = [];
    let top = 0;
    let group = -1;
    const sizes = [0, 0, 0];
    runs.forEach((run) => sizes[need(run)]++);
    for (const run of runs) {
      if (sort === "need" && need(run) !== group) {
        group = need(run);
        this.items.push({ heading: GROUPS[group], count: sizes[group], group, top, height: HEAD });
        top += HEAD;
      }
      this.items.push({ run, top, height: ROW });
      top += ROW;
    }
    this.height = top;
    this.grid.setAttribute("aria-rowcount", runs.length + 1);
    this.#show();
  }

  #show() {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, this.#indexAt(scrollTop) - SPARE);
    const last = Math.min(this.items.length, this.#indexAt(scrollTop + Math.max(clientHeight, 200)) + 1 + SPARE);
    const seen = new Set();
    const elements = [];
    for (let i = first; i < last; i++) {
      const item = this.items[i];
      const key = item.run ? item.run.run : `@${item.group}`;
      seen.add(key);
      const row = this.#row(key, item);
      row.set(item, i);
      elements.push(row.element);
    }
    for (const [key, row] of this.rows) {
      if (!seen.has(key) && !row.element.contains(document.activeElement)) {
        row.element.remove();
        this.rows.delete(key);
      }
    }
    elements.forEach((element, i) => {
      if (this.body.children[i] !== element) {
        this.body.insertBefore(element, this.body.children[i] ?? null);
      }
    });
    this.body.style.height = `${this.height}px`;
    this.#light();
  }

  #indexAt(y) {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.items[middle].top + this.items[middle].height <= y) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #row(key, item) {
    if (!this.rows.has(key)) {
      this.rows.set(key, item.run ? this.#runRow(item.run.run) : headingRow());
    }
    return this.rows.get(key);
  }

  #runRow(name) {
    const mark = h("span", { class: "mark" });
    const word = h("span", { class: "word" });
    const life = h("span", { class: "life" });
    const link = h(
      "a", { class: "name", tabindex: "-1" },
      // Long names are cut in the middle: what tells siblings apart stands at the end.
      h("span", { class: "start" }, name.slice(0, -END)), h("span", {}, name.slice(-END)),
    );
    const tag = h("span", { class: "tag" });
    const pick = h("input", {
      type: "checkbox", tabindex: "-1", "aria-label": `compare ${name}`, title: "Compare",
      onchange: () => this.compared(name, pick.checked),
    });
    const spark = sparkline();
    const figure = h("span", { class: "figure" });
    const bar = h("span", { class: "bar" }, h("span", { class: "fill" }));
    const distance = h("span", { class: "figure" });
    const element = h(
      "div", {
        role: "row", class: "row run", tabindex: "0", "data-run": name,
        onpointerenter: () => this.focus.set(name),
        onpointerleave: () => this.focus.clear(),
        onfocus: () => this.focus.set(name),
      },
      h("div", { role: "cell", class: "cell c-run" }, mark, h("span", { class: "words" }, link, h("span", { class: "under" }, word, life, tag)), pick),
      h("div", { role: "cell", class: "cell c-progress" }, spark.element, figure),
      h("div", { role: "cell", class: "cell c-distance" }, bar, distance),
    );
    element.addEventListener("click", (event) => {
      if (event.target !== pick && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        this.open(name);
      }
    });
    return {
      element,
      set: ({ run, top }, index) => {
        const state = stateOf(run);
        const share = run.latest?.detectors?.distance;
        element.style.transform = `translateY(${top}px)`;
        element.setAttribute("aria-rowindex", index + 2);
        element.dataset.mark = state.mark;
        mark.dataset.mark = state.mark;
        mark.style.background = styleOf(keyOf(run, state.mark, this.many)).stroke;
        element.classList.toggle("over", run.state !== "running");
        link.href = this.view.link({ run: name });
        text(word, state.word);
        text(life, state.life);
        text(tag, configurationOf(run));
        link.title = name;
        text(figure, progress(run.latest?.progress));
        text(distance, nats(run.latest?.offManifoldNats));
        bar.firstChild.style.width = `${100 * Math.min(1, share ?? 0)}%`;
        bar.classList.toggle("full", share > 1);
        bar.title = share === undefined ? "not calibrated" : `${Math.round(100 * share)}% of the threshold`;
        spark.set(run.path);
        pick.checked = this.picked.has(name);
      },
    };
  }

  #light() {
    for (const [name, row] of this.rows) {
      row.element.classList.toggle("lit", name === this.focus.run);
    }
  }

  #key(event) {
    const row = event.target.closest?.(".row.run");
    const move = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (!row) {
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      this.open(row.dataset.run);
    } else if (event.key === " " || event.key === "x") {
      event.preventDefault();
      this.compared(row.dataset.run, !this.picked.has(row.dataset.run));
    } else if (move) {
      event.preventDefault();
      this.#step(row.dataset.run, move);
    }
  }

  #step(from, move) {
    let i = this.items.findIndex((item) => item.run?.run === from) + move;
    while (this.items[i] && !this.items[i].run) {
      i += move;
    }
    const item = this.items[i];
    if (item) {
      const { scrollTop, clientHeight } = this.scroller;
      if (item.top < scrollTop || item.top + item.height > scrollTop + clientHeight) {
        this.scroller.scrollTop = item.top - (move > 0 ? clientHeight - item.height : 0);
        this.#show();
      }
      this.rows.get(item.run.run)?.element.focus({ preventScroll: true });
    }
  }

  /** Puts the keyboard on the first run. */
  enter() {
    this.body.querySelector(".row.run")?.focus();
  }
}

function headingRow() {
  const words = h("span", { role: "cell" });
  const element = h("div", { role: "row", class: "row heading" }, words);
  return {
    element,
    set: ({ heading, count, top, group }, index) => {
      element.style.transform = `translateY(${top}px)`;
      element.setAttribute("aria-rowindex", index + 2);
      element.dataset.group = group;
      text(words, `${heading} (${count})`);
    },
  };
}

/** What a run's configuration is called: its tag config, otherwise its architecture and optimiser, otherwise its first tags. */
export function configurationOf(run) {
  const { config, arch, architecture, optimiser, optimizer, ...others } = run.tags;
  if (config) {
    return config;
  }
  const usual = [arch ?? architecture, optimiser ?? optimizer].filter(Boolean);
  return (usual.length > 0 ? usual : Object.values(others).slice(0, 2)).join(" · ");
}
