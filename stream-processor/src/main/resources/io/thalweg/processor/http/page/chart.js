// One chart: scales, axes, grid and zoom are uPlot's; the lines of many runs, and the run in focus, are drawn over its grid.

import uPlot from "../lib/uPlot.esm.js";
import { h } from "./dom.js";
import { KEYS, colours, styleOf } from "./palette.js";

const REACH = 18;
const WIDTHS = { reference: 1, ended: 1, alarm: 2 };
const ALPHAS = { reference: 0.16, ended: 0.55, course: 0.3, unfamiliar: 0.6 };
/** Corners of all lines together: of a crowd, only every so many-th snapshot is one. The run in focus has all of its own. */
const MOST_CORNERS = 30_000;

/**
 * A canvas over the plot that is drawn on by the processor: without a graphics card, ten thousands of pieces take seconds on an
 * accelerated one and a tenth of a second here.
 */
function layer(plot) {
  const canvas = plot.over.appendChild(h("canvas", { class: "layer" }));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    /** The context, cleared, in CSS pixels. */
    begin() {
      const ratio = devicePixelRatio;
      const [width, height] = [plot.over.clientWidth, plot.over.clientHeight];
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      return context;
    },
  };
}

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
    this.zoom = [];
    this.plot = new uPlot(this.#options(), [null, [[], []]], host);
    this.plot.root.setAttribute("aria-hidden", "true");
    this.lineLayer = layer(this.plot);
    this.focusLayer = layer(this.plot);
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
        draw: [() => this.#drawLines()],
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

  #drawLines() {
    const { plot, lines } = this;
    const context = this.lineLayer?.begin();
    if (!context) {
      return;
    }
    const toX = linear(plot, "x");
    const toY = linear(plot, "y");
    const stride = Math.max(1, Math.ceil(lines.reduce((sum, line) => sum + line.length, 0) / MOST_CORNERS));
    const byKey = new Map(KEYS.map((key) => [key, []]));
    lines.forEach((line) => byKey.get(line.key).push(line));
    context.lineJoin = "round";
    for (const [key, alike] of byKey) {
      const { stroke, dash } = styleOf(key);
      context.strokeStyle = stroke;
      context.globalAlpha = ALPHAS[key] ?? 0.9;
      context.lineWidth = WIDTHS[key] ?? 1.5;
      context.setLineDash(dash);
      context.beginPath();
      alike.forEach((line) => trace(context, line, toX, toY, key === "alarm" ? 1 : stride));
      context.stroke();
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  /** The line in focus, on a layer of its own: thousands of others need not be drawn again. */
  drawHighlight() {
    const context = this.focusLayer.begin();
    const line = this.lines.find((candidate) => candidate.name === this.focused);
    if (!line) {
      return;
    }
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
