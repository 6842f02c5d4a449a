// A canvas over a picture that is drawn on by the processor: without a graphics card, ten thousands of pieces take seconds on an
// accelerated one and a tenth of a second here.

import { h } from "./dom.js";

export class Layer {
  #clear = true;

  /** Over `host`, as large as it is. */
  constructor(host) {
    this.host = host;
    this.canvas = host.appendChild(h("canvas", { class: "layer", "aria-hidden": "true" }));
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  /** In pixels of the screen. */
  size() {
    const { clientWidth, clientHeight } = this.host;
    return { width: Math.round(clientWidth * devicePixelRatio), height: Math.round(clientHeight * devicePixelRatio) };
  }

  /** The context, cleared, in CSS pixels. */
  begin() {
    const { canvas, context } = this;
    const { width, height } = this.size();
    fit(canvas, width, height);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.#clear = false;
    return context;
  }

  /** Nothing is to be seen: what is clear already is not put on the screen again. */
  clear() {
    if (!this.#clear) {
      this.begin();
      this.#clear = true;
    }
  }
}

/** A canvas out of sight, cleared, as large as another and drawn on at the same scale. */
export class Sheet {
  constructor() {
    this.canvas = h("canvas");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  begin({ width, height }) {
    const { canvas, context } = this;
    fit(canvas, width, height);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    return context;
  }

  /** Has drawn what was asked for until now: browsers put it off to the next frame, and then it takes as long as all of it. */
  finish() {
    this.context.getImageData(0, 0, 1, 1);
  }

  /** Puts it on another context of the same size. */
  putOn(context, alpha) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = alpha;
    context.drawImage(this.canvas, 0, 0);
    context.restore();
  }
}

function fit(canvas, width, height) {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
}
