// One chart: scales, axes, grid and zoom are uPlot's; the lines of many runs, and the run in focus, are drawn over its grid.

import uPlot from "../lib/uPlot.esm.js";
import { Layer, Sheet } from "./layer.js";
import { KEYS, colours, styleOf } from "./palette.js";
import { inSlices } from "./slices.js";

const REACH = 18;
const WIDTHS = { reference: 1, ended: 1, alarm: 2 };
const ALPHAS = { reference: 0.16, ended: 0.55, course: 0.3, unfamiliar: 0.6 };
/** Corners of all lines together: of a crowd, only every so many-th snapshot is one. The run in focus has all of its own. */
const MOST_CORNERS = 30_000;

/** Lines that are drawn at one go, and so many corners that they are drawn at once rather than in slices. */
const AT_ONE_GO = 16;
const CORNERS_AT_ONCE = 3_000;

export class Chart {
  /**
   * `axes` are {x, y}, each {title, format, range(): [min, max]}; `told` are pointed(event, line, index), left() and
   * zoomed([from, to] or []).
   */
  constructor(host, axes, told) {
    this.host = host;
    this.axes = axes;
    this.told = told;
    this.lines = [];
    this.sheet = new Sheet();
    this.whole = new Sheet();
    this.zoom = [];
    this.plot = new uPlot(this.#options(), [null, [[], []]], host);
    this.plot.root.setAttribute("aria-hidden", "true");
    this.lineLayer = new Layer(this.plot.over);
    this.focusLayer = new Layer(this.plot.over);
    this.plot.over.addEventListener("pointermove", (event) => this.#point(event));
    this.plot.over.addEventListener("pointerleave", () => told.left());
    this.plot.over.addEventListener("dblclick", () => told.zoomed([]));
    this.resizing = new ResizeObserver(() => this.#resize());
    this.resizing.observe(host);
  }

  #options() {
    const font = "12px system-ui, sans-serif";
    const axis = (of, size, more) => ({
      stroke: () => colours().muted, grid: { stroke: () => colours().line, width: 1 }, ticks: { show: false },
      font, values: (_, values) => values.map(of.format), size, gap: 6, ...more,
    });
    return {
      mode: 2,
      width: 300,
      height: 200,
      padding: [10, 14, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: true, y: false, dist: 6 }, points: { show: false }, y: false, x: false },
      scales: {
        x: { time: false, range: () => this.#span() },
        y: { range: () => this.axes.y.range() },
      },
      axes: [axis(this.axes.x, 30, { space: 70 }), axis(this.axes.y, 48, { scale: "y", space: 34 })],
      // Says only which scales there are.
      series: [null, { facets: [{ scale: "x", auto: true }, { scale: "y", auto: true }], paths: () => null, points: { show: false } }],
      hooks: {
        drawClear: [() => this.#drawBand()],
        draw: [() => this.lineLayer && this.#drawLines()],
        setSelect: [(plot) => this.#zoomed(plot)],
      },
    };
  }

  #span() {
    if (this.zoom.length === 2) {
      return this.zoom;
    }
    return this.axes.x.range();
  }

  #zoomed(plot) {
    const { left, width } = plot.select;
    if (width > 6) {
      this.told.zoomed([plot.posToVal(left, "x"), plot.posToVal(left + width, "x")]);
    }
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  }

  /** Draws lines {name, key, x, y, length}; `zoom` is [from, to], or empty for everything. */
  setLines(lines, zoom = []) {
    this.lines = lines;
    this.zoom = zoom;
    this.plot.setData([null, [[], []]]);
    this.drawHighlight();
  }

  /** Shades what healthy runs do: {progress, usualNats, limitNats}. */
  setBand(band) {
    this.band = band;
  }

  setFocus(name, index) {
    this.focused = name;
    this.index = index;
    this.drawHighlight();
  }

  #drawBand() {
    const { band, plot } = this;
    if (!band) {
      return;
    }
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = colours().band;
    for (const [edge, alpha] of [[band.limitNats, 0.09], [band.usualNats, 0.13]]) {
      if (edge) {
        ctx.globalAlpha = alpha;
        ctx.beginPath();
        ctx.moveTo(plot.valToPos(0, "x", true), plot.valToPos(0, "y", true));
        band.progress.forEach((x, i) => ctx.lineTo(plot.valToPos(x, "x", true), plot.valToPos(edge[i], "y", true)));
        ctx.lineTo(plot.valToPos(1, "x", true), plot.valToPos(0, "y", true));
        ctx.fill();
      }
    }
    if (band.limitNats) {
      ctx.globalAlpha = 0.75;
      ctx.strokeStyle = colours().band;
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      band.progress.forEach((x, i) => ctx.lineTo(plot.valToPos(x, "x", true), plot.valToPos(band.limitNats[i], "y", true)));
      ctx.stroke();
    }
    ctx.restore();
  }

  /** What was drawn stays until all is drawn anew. */
  #drawLines() {
    this.giveUp?.();
    const corners = this.lines.reduce((sum, line) => sum + line.length, 0);
    const work = this.#linesBit(Math.max(1, Math.ceil(corners / MOST_CORNERS)));
    if (corners > CORNERS_AT_ONCE) {
      this.giveUp = inSlices(work);
    } else {
      while (!work.next().done);
    }
  }

  /** Draws a bit more of the lines at each call. Those of a key are one sheet, so that a tangle is no darker than a line. */
  * #linesBit(stride) {
    const { plot } = this;
    const toX = linear(plot, "x");
    const toY = linear(plot, "y");
    const size = this.lineLayer.size();
    const { context: whole } = this.whole;
    this.whole.begin(size);
    const byKey = new Map(KEYS.map((key) => [key, []]));
    this.lines.forEach((line) => byKey.get(line.key).push(line));
    for (const [key, alike] of byKey) {
      if (alike.length > 0) {
        const context = this.sheet.begin(size);
        const { stroke, dash } = styleOf(key);
        context.lineJoin = "round";
        context.strokeStyle = stroke;
        context.lineWidth = WIDTHS[key] ?? 1.5;
        context.setLineDash(dash);
        for (let i = 0; i < alike.length; i += AT_ONE_GO) {
          context.beginPath();
          alike.slice(i, i + AT_ONE_GO).forEach((line) => trace(context, line, toX, toY, key === "alarm" ? 1 : stride));
          context.stroke();
          this.sheet.finish();
          yield;
        }
        this.sheet.putOn(whole, ALPHAS[key] ?? 0.9);
      }
    }
    this.whole.putOn(this.lineLayer.begin(), 1);
  }

  /** The line in focus, on a layer of its own: thousands of others need not be drawn again. */
  drawHighlight() {
    const line = this.lines.find((candidate) => candidate.name === this.focused);
    if (!line) {
      this.focusLayer.clear();
      return;
    }
    const context = this.focusLayer.begin();
    const toX = linear(this.plot, "x");
    const toY = linear(this.plot, "y");
    context.lineJoin = "round";
    for (const [stroke, thickness] of [[colours().ground, 6], [styleOf(line.key).stroke, 3]]) {
      context.strokeStyle = stroke;
      context.lineWidth = thickness;
      context.beginPath();
      trace(context, line, toX, toY, 1);
      context.stroke();
    }
    if (this.index >= 0 && this.index < line.length) {
      context.fillStyle = colours().text;
      context.beginPath();
      context.arc(toX(line.x[this.index]), toY(line.y[this.index]), 4.5, 0, 2 * Math.PI);
      context.fill();
    }
  }

  #point(event) {
    if (event.buttons) {
      return;
    }
    const box = this.plot.over.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const toX = linear(this.plot, "x");
    const toY = linear(this.plot, "y");
    let best = { squared: REACH * REACH };
    for (const line of this.lines) {
      if (line.key === "reference") {
        continue;
      }
      for (let i = 0; i < line.length; i++) {
        const dx = toX(line.x[i]) - x;
        const dy = toY(line.y[i]) - y;
        const squared = dx * dx + dy * dy;
        if (squared < best.squared) {
          best = { line, index: i, squared };
        }
      }
    }
    this.told.pointed(event, best.line?.name ?? "", best.index ?? -1);
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.host;
    if (width > 0 && height > 0) {
      this.plot.setSize({ width, height });
      this.drawHighlight();
    }
  }

  redraw() {
    this.plot.redraw(false, true);
    this.drawHighlight();
  }

  destroy() {
    this.giveUp?.();
    this.resizing.disconnect();
    this.plot.destroy();
  }
}

/** From a value to CSS pixels, without a call of uPlot for each of a hundred thousand points. */
function linear(plot, scale) {
  const zero = plot.valToPos(0, scale);
  const one = plot.valToPos(1, scale);
  return (value) => zero + value * (one - zero);
}

/** Adds a line to the context's path, from each corner to the `stride`-th next; what is no number parts it. */
function trace(context, line, toX, toY, stride) {
  let pen = false;
  for (let i = 0; i < line.length; i = i === line.length - 1 ? line.length : Math.min(line.length - 1, i + stride)) {
    const x = toX(line.x[i]);
    const y = toY(line.y[i]);
    if (Number.isNaN(x + y)) {
      pen = false;
    } else if (pen) {
      context.lineTo(x, y);
    } else {
      context.moveTo(x, y);
      pen = true;
    }
  }
}
