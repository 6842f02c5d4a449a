// One chart: lines of many runs over a common axis, drawn by uPlot; the run in focus over them.

import uPlot from "../lib/uPlot.esm.js";
import { h } from "./dom.js";
import { KEYS, colours, styleOf } from "./palette.js";

const REACH = 18;
const WIDTHS = { reference: 1, ended: 1, alarm: 2 };
const ALPHAS = { reference: 0.16, ended: 0.55 };
/** Of many lines each is faint, so that those with an alarm stand out of the crowd. */
const CROWD = { course: 0.3, unfamiliar: 0.6 };
const EMPTY = new Float64Array(0);

/** Growing columns of points; NaN parts one line from the next. */
class Columns {
  xs = [];
  ys = [];

  add(line) {
    for (let i = 0; i < line.length; i++) {
      this.xs.push(line.x[i]);
      this.ys.push(line.y[i]);
    }
    this.xs.push(NaN);
    this.ys.push(NaN);
  }
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
    this.highlight = h("canvas", { class: "highlight" });
    this.plot = new uPlot(this.#options(), [null, ...KEYS.map(() => [EMPTY, EMPTY])], host);
    this.plot.root.setAttribute("aria-hidden", "true");
    this.plot.over.append(this.highlight);
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
      series: [null, ...KEYS.map((key) => ({
        facets: [{ scale: "x", auto: true }, { scale: "y", auto: true }],
        stroke: () => styleOf(key).stroke,
        dash: key.startsWith("run") ? styleOf(key).dash : [],
        width: WIDTHS[key] ?? 1.5,
        // Only a crowd has these keys in place of a run's own.
        alpha: CROWD[key] ?? ALPHAS[key] ?? 0.9,
        paths: polylines,
        points: { show: false },
      }))],
      hooks: {
        drawClear: [() => this.#drawBand()],
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
    const columns = new Map();
    for (const line of lines) {
      if (!columns.has(line.key)) {
        columns.set(line.key, new Columns());
      }
      columns.get(line.key).add(line);
    }
    this.plot.setData([null, ...KEYS.map((key) => {
      const { xs, ys } = columns.get(key) ?? { xs: EMPTY, ys: EMPTY };
      return [xs, ys];
    })]);
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

  /** The line in focus, on a canvas of its own: thousands of others need not be drawn again. */
  drawHighlight() {
    const { highlight, plot } = this;
    const ratio = devicePixelRatio;
    const width = plot.over.clientWidth;
    const height = plot.over.clientHeight;
    if (highlight.width !== width * ratio || highlight.height !== height * ratio) {
      highlight.width = width * ratio;
      highlight.height = height * ratio;
    }
    const ctx = highlight.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const line = this.lines.find((candidate) => candidate.name === this.focused);
    if (!line) {
      return;
    }
    const place = (i) => [plot.valToPos(line.x[i], "x"), plot.valToPos(line.y[i], "y")];
    for (const [stroke, thickness] of [[colours().ground, 6], [styleOf(line.key).stroke, 3]]) {
      ctx.strokeStyle = stroke;
      ctx.lineWidth = thickness;
      ctx.lineJoin = "round";
      ctx.beginPath();
      let pen = false;
      for (let i = 0; i < line.length; i++) {
        const [x, y] = place(i);
        if (Number.isNaN(x + y)) {
          pen = false;
        } else if (pen) {
          ctx.lineTo(x, y);
        } else {
          ctx.moveTo(x, y);
          pen = true;
        }
      }
      ctx.stroke();
    }
    if (this.index >= 0 && this.index < line.length) {
      ctx.fillStyle = colours().text;
      ctx.beginPath();
      ctx.arc(...place(this.index), 4.5, 0, 2 * Math.PI);
      ctx.fill();
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

/** uPlot's builder of a series: one path for all lines of a key. */
function polylines(plot, seriesIndex) {
  const stroke = new Path2D();
  uPlot.orient(plot, seriesIndex, (series, xs, ys, scaleX, scaleY, toX, toY, left, top, width, height) => {
    const x0 = toX(0, scaleX, width, left);
    const dx = toX(1, scaleX, width, left) - x0;
    const y0 = toY(0, scaleY, height, top);
    const dy = toY(1, scaleY, height, top) - y0;
    let pen = false;
    for (let i = 0; i < xs.length; i++) {
      const x = x0 + dx * xs[i];
      const y = y0 + dy * ys[i];
      if (x !== x || y !== y) {
        pen = false;
      } else if (pen) {
        stroke.lineTo(x, y);
      } else {
        stroke.moveTo(x, y);
        pen = true;
      }
    }
  });
  return { stroke, fill: null, clip: null, band: null, gaps: null, flags: 1 };
}
