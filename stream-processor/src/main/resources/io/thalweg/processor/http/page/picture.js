// The panel with the manifold: reference, runs, labels, pointer and keys.

import { h, onceAFrame } from "./dom.js";
import { FocusLayer } from "./focus-layer.js";
import { Labels } from "./labels.js";
import { rgb } from "./points.js";
import { SHAPES, TOLD_APART, colours, keyOf, shapeOf, styleOf } from "./palette.js";
import { Scene, addDust, addPath, addPoint } from "./scene.js";
import { factsOf } from "./tip.js";
import { need } from "./order.js";
import { KINDS, alarmsOf, progress, stateOf, step } from "./words.js";

const TAIL = 10;
/** Dots of a crowd's paths together; the run in focus shows all of its points. */
const MOST_DOTS = 40_000;
const SIZES = { course: 12, unfamiliar: 14, alarm: 19, ended: 10 };
/** Alarms that are named in the picture; the list names all. */
const NAMED = 8;
const REACH = 14;
const REACH_REFERENCE = 7;

export class Picture {
  /** `parts` are view, focus, tip and open(run). */
  constructor(host, parts) {
    Object.assign(this, parts);
    this.host = host;
    this.runs = [];
    this.canvas = h("canvas", { class: "valley", tabindex: "0", role: "img", "aria-label": "The manifold" });
    this.overlay = h("div", { class: "labels", "aria-hidden": "true" });
    this.scene = new Scene(this.canvas, (camera) => this.view.set({ camera }, { quiet: true }));
    host.replaceChildren(this.canvas);
    this.focusLayer = new FocusLayer(host, this.scene);
    host.append(this.overlay);
    this.labels = new Labels(this.overlay);
    this.scene.onDrawn = () => {
      this.labels.place(this.scene);
      this.drawFocus();
    };
    this.scene.look(this.view.now.axes, this.view.now.camera);
    this.#listen();
  }

  #listen() {
    this.resizing = new ResizeObserver(() => this.#resize());
    this.resizing.observe(this.host);
    this.focus.onChange(() => this.scene.destroyed || this.drawFocus());
    let at;
    const pick = onceAFrame(() => at && this.#pick(at));
    this.canvas.addEventListener("pointermove", (event) => {
      at = event.buttons ? undefined : event;
      pick();
    });
    this.canvas.addEventListener("pointerleave", () => {
      at = undefined;
      this.focus.clear();
      this.tip.hide();
    });
    let down;
    this.canvas.addEventListener("pointerdown", (event) => {
      down = [event.clientX, event.clientY];
      this.tip.hide();
    });
    this.canvas.addEventListener("click", (event) => {
      if (down && Math.hypot(event.clientX - down[0], event.clientY - down[1]) < 5) {
        this.#pick(event);
        if (this.focus.run) {
          this.open(this.focus.run);
        }
      }
    });
    this.canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width > 0 && height > 0) {
      this.scene.resize(width, height, Math.min(2, devicePixelRatio));
      if (!this.placed) {
        // Only now is it known how far away the camera has to be.
        this.placed = true;
        this.scene.look(this.view.now.axes, this.view.now.camera);
      }
    }
  }

  look(axes, camera = []) {
    this.scene.look(axes, camera);
    this.#setLabels();
  }

  /** Draws the reference in the way of the view. */
  setReference(reference, mode) {
    const isOther = reference !== this.reference;
    this.reference = reference;
    this.scene.setReference(reference, mode);
    if (isOther) {
      // It has another box: what the camera looks at by itself is another thing.
      this.scene.look(this.view.now.axes, this.view.now.camera);
    }
    this.#setLabels();
  }

  /**
   * Draws runs. `alone` leaves only these and dims nothing; `beside` are further paths {path, colour} such as the nearest
   * healthy run's.
   */
  setRuns(runs, beside = []) {
    this.runs = runs;
    this.beside = beside;
    this.many = runs.length > TOLD_APART;
    this.stride = Math.max(1, Math.ceil(runs.reduce((sum, run) => sum + run.path.length, 0) / MOST_DOTS));
    const lines = this.scene.trails.buffers;
    const points = this.scene.points.buffers;
    [lines, points, this.scene.dust.buffers].forEach((buffers) => buffers.begin());
    beside.forEach(({ path, colour }) => addPath(lines, path, 0, path.length - 1, rgb(colour), () => 0.9));
    // What matters most is drawn last, over the others.
    [...runs].sort((a, b) => importance(a) - importance(b)).forEach((run) => this.#addRun(run, lines, points));
    this.#addAnchors(points);
    [lines, points, this.scene.dust.buffers].forEach((buffers) => buffers.end());
    this.#describe();
    this.#setLabels();
  }

  #addRun(run, lines, points) {
    const last = run.path.lastPlace();
    if (last < 0) {
      return;
    }
    const { mark } = stateOf(run);
    const colour = this.#colour(run, mark);
    const over = run.state !== "running";
    const first = Math.max(0, last - TAIL);
    const whole = this.view.now.trail === "path" || this.whole;
    const strength = over ? 0.5 : 0.95;
    const tail = (i) => strength * Math.max(0.08, (i - first) / (last - first || 1));
    if (whole && this.many) {
      // A crowd's paths as lines would be a tangle that takes a second to draw; as dots they show where runs have been.
      addDust(this.scene.dust.buffers, run.path, last + 1, colour, 0.45 * strength, this.stride);
    }
    if (whole && !this.many) {
      addPath(lines, run.path, 0, last, colour, (i) => Math.max(0.7 * strength, i > first ? tail(i) : 0));
    } else {
      addPath(lines, run.path, first, last, colour, tail);
    }
    if (!this.many) {
      for (let i = first; i < last; i++) {
        const share = (i - first + 1) / (last - first + 1);
        addPoint(points, run.path, i, colour, strength * share, 3 + 3 * share, SHAPES.disc);
      }
    }
    addPoint(points, run.path, last, colour, over && mark !== "alarm" ? 0.8 : 1, this.many ? 0.8 * SIZES[mark] : SIZES[mark], shapeOf(mark));
  }

  #colour(run, mark) {
    return rgb(styleOf(keyOf(run, mark, this.many)).stroke);
  }

  #addAnchors(points) {
    const { reference } = this;
    if (!reference) {
      return;
    }
    for (const [anchor, shape] of [[reference.ignorance, SHAPES.ring], [reference.truth, SHAPES.disc]]) {
      if (anchor) {
        addPoint(points, { at: new Float32Array(anchor) }, 0, rgb(colours().text), 1, 17, shape);
      }
    }
  }

  /** The run in focus with its whole path, over everything else. */
  drawFocus() {
    const run = this.runs.find((candidate) => candidate.run === this.focus.run);
    const last = run?.path.lastPlace() ?? -1;
    if (last < 0 || !this.placed) {
      this.focusLayer.clear();
      return;
    }
    const { mark } = stateOf(run);
    const { stroke } = styleOf(keyOf(run, mark, this.many));
    this.focusLayer.draw(run.path, last, { stroke, size: SIZES[mark] + 6, shape: shapeOf(mark) }, this.focus.index);
  }

  #setLabels() {
    const labels = [];
    const { reference } = this;
    if (reference) {
      const { box, axes } = this.scene;
      if (reference.ignorance) {
        labels.push({ words: "ignorance", at: reference.ignorance, look: "anchor", pinned: true });
      }
      if (reference.truth) {
        labels.push({ words: "truth", at: reference.truth, look: "anchor", pinned: true });
      }
      const named = this.runs.filter((run) => run.alarms.length > 0 && run.path.lastPlace() >= 0)
        .sort((a, b) => need(a) - need(b)).slice(0, NAMED);
      for (const run of named) {
        const [kind] = alarmsOf(run);
        labels.push({
          words: `${run.run} · ${KINDS[kind]?.word ?? kind}`, at: placeOf(run.path), look: "alarm", pinned: named.length === 1,
        });
      }
      for (const { path, name, label } of this.beside ?? []) {
        labels.push({ words: label ?? name, at: placeOf(path, 0.5), look: "beside" });
      }
      labels.push(...axisLabels(box, axes, reference.shares));
    }
    this.labels.set(labels);
    this.scene.render();
  }

  #describe() {
    const alarmed = this.runs.filter((run) => run.alarms.length > 0);
    const words = `The manifold: ${this.runs.length} runs between ignorance and truth; `
      + `${alarmed.length === 0 ? "none has an alarm" : `alarms of ${alarmed.slice(0, 5).map((run) => run.run).join(", ")}`}. `
      + "Arrow keys turn it, plus and minus zoom, 0 resets.";
    if (this.canvas.getAttribute("aria-label") !== words) {
      this.canvas.setAttribute("aria-label", words);
    }
  }

  #pick(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const whole = this.view.now.trail === "path" || this.whole;
    let best = { squared: REACH * REACH };
    for (const run of this.runs) {
      const last = run.path.lastPlace();
      const first = whole || run.run === this.focus.run ? 0 : last;
      best = this.#nearest(run.path, first, last, x, y, best, { run });
    }
    if (best.run) {
      this.focus.set(best.run.run, best.index);
      this.tip.show(event, best.run.run, factsOf(best.run, best.index, this.reference));
      return;
    }
    this.focus.clear();
    best = { squared: REACH_REFERENCE * REACH_REFERENCE };
    if (this.view.now.reference !== "off") {
      for (const healthy of this.reference?.runs ?? []) {
        best = this.#nearest(healthy.path, 0, healthy.path.length - 1, x, y, best, { healthy });
      }
    }
    if (best.healthy) {
      const { path, config, run } = best.healthy;
      this.tip.show(event, run, [
        ["", "healthy reference run"], ["configuration", config],
        ["step", step(path.step[best.index])], ["progress", progress(path.progress[best.index])],
      ]);
    } else {
      this.tip.hide();
    }
  }

  #nearest(path, first, last, x, y, best, what) {
    for (let i = Math.max(0, first); i <= last; i++) {
      const spot = this.scene.project(path.at[3 * i], path.at[3 * i + 1], path.at[3 * i + 2], this.spot);
      this.spot = spot;
      const squared = (spot.x - x) ** 2 + (spot.y - y) ** 2;
      if (squared < best.squared) {
        best = { ...what, index: i, squared };
      }
    }
    return best;
  }

  /** Gives the graphics card back: browsers allow few pictures at once. */
  destroy() {
    this.resizing.disconnect();
    this.scene.destroy();
    this.tip.hide();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.scene.move(event.key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.view.set({ camera: event.key === "0" ? [] : this.scene.whereabouts() }, { quiet: true });
  }
}

const importance = (run) => ({ ended: 0, course: 1, unfamiliar: 2, alarm: 3 })[stateOf(run).mark];

function placeOf(path, share = 1) {
  const i = share === 1 ? path.lastPlace() : Math.floor(share * (path.length - 1));
  return [...path.at.subarray(3 * i, 3 * i + 3)];
}

/** A label at the end of each axis that is seen, with its share of the distances that all axes explain. */
function axisLabels({ min, max }, axes, shares) {
  const ends = [[max.x, min.y, min.z], [min.x, max.y, min.z], [min.x, min.y, max.z]];
  const seen = { "3d": [0, 1, 2], 12: [0, 1], 13: [0, 2], 23: [1, 2] }[axes];
  return seen.filter((k) => shares[k] !== undefined).map((k) => ({
    words: `axis ${k + 1} · ${Math.round(100 * shares[k])}%`, at: ends[k], look: "axis",
  }));
}
