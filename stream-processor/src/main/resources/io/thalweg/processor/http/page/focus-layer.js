// The run in focus over the picture. It is drawn on a layer of its own: the picture need not be drawn again for it, which takes a
// tenth of a second for a crowd without a graphics card.

import { Layer } from "./layer.js";
import { SHAPES, colours } from "./palette.js";

/** Corners of each shape about its middle, for a radius of one; the others are round. */
const CORNERS = {
  [SHAPES.triangle]: [[0, -1.1], [1, 0.6], [-1, 0.6]],
  [SHAPES.diamond]: [[0, -1.05], [1.05, 0], [0, 1.05], [-1.05, 0]],
  [SHAPES.square]: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
};
const RIM = 0.2;

export class FocusLayer {
  constructor(host, scene) {
    this.layer = new Layer(host);
    this.scene = scene;
  }

  /** Draws a path to its point `last`, which has `size` and `shape`, and a ring around the point `index` before it. */
  draw(path, last, { stroke, size, shape }, index) {
    const context = this.layer.begin();
    const places = this.#places(path, last);
    context.lineJoin = "round";
    for (const [colour, width] of [[colours().ground, 3.5], [stroke, 1.5]]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      trace(context, places);
    }
    context.fillStyle = stroke;
    places.slice(0, -1).forEach((place) => place && disc(context, place, 2.5));
    if (index >= 0 && index < last && places[index]) {
      context.strokeStyle = colours().text;
      context.lineWidth = 2.5;
      context.beginPath();
      context.arc(...places[index], 5.5, 0, 2 * Math.PI);
      context.stroke();
    }
    if (places[last]) {
      context.fillStyle = stroke;
      mark(context, places[last], size / 2, shape);
    }
  }

  clear() {
    this.layer.clear();
  }

  /** Where each point is on the canvas; undefined where it has no place or is behind the camera. */
  #places(path, last) {
    const places = [];
    for (let i = 0; i <= last; i++) {
      const [x, y, z] = path.at.subarray(3 * i, 3 * i + 3);
      this.spot = this.scene.project(x, y, z, this.spot);
      places.push(this.spot.z <= 1 ? [this.spot.x, this.spot.y] : undefined);
    }
    return places;
  }
}

function trace(context, places) {
  let pen = false;
  context.beginPath();
  for (const place of places) {
    if (place && pen) {
      context.lineTo(...place);
    } else if (place) {
      context.moveTo(...place);
    }
    pen = place !== undefined;
  }
  context.stroke();
}

function disc(context, [x, y], radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** A point of any shape with a rim in the colour of the ground. */
function mark(context, [x, y], radius, shape) {
  context.strokeStyle = colours().ground;
  context.lineWidth = RIM * radius;
  context.beginPath();
  if (CORNERS[shape]) {
    CORNERS[shape].forEach(([right, down]) => context.lineTo(x + radius * right, y + radius * down));
    context.closePath();
  } else {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fill();
  context.stroke();
}
