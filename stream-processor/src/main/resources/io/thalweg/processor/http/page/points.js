// Materials and buffers of the picture: all points are one draw call, all lines another.

import {
  BufferAttribute, BufferGeometry, Color, DynamicDrawUsage, LineBasicMaterial, LineSegments, Points, PointsMaterial,
  ShaderMaterial,
} from "../lib/three.module.min.js";

const VERTEX = `
attribute vec4 tint;
attribute vec2 look;
uniform float ratio;
varying vec4 colour;
varying float shape;
void main() {
  colour = tint;
  shape = look.y;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  gl_PointSize = look.x * ratio;
}`;

// Signed distances to the shapes' edges, so that they are smooth and have a rim in the colour of the ground.
const FRAGMENT = `
uniform vec3 ground;
varying vec4 colour;
varying float shape;
float edge(vec2 p) {
  if (shape < 1.5) { return length(p); }
  if (shape < 2.5) { return max(0.87 * abs(p.x) + 0.5 * p.y, -p.y) * 1.55 + 0.08; }
  if (shape < 3.5) { return (abs(p.x) + abs(p.y)) * 0.95; }
  return max(abs(p.x), abs(p.y)) * 1.25;
}
void main() {
  vec2 p = 2.0 * gl_PointCoord - 1.0;
  p.y = -p.y;
  float d = edge(p);
  if (d > 1.0) { discard; }
  bool rim = d > 0.78;
  bool open = shape > 0.5 && shape < 1.5 && d < 0.5;
  vec3 rgb = rim || open ? ground : colour.rgb;
  gl_FragColor = vec4(rgb, rim ? colour.a * 0.9 * (1.0 - smoothstep(0.9, 1.0, d)) : colour.a);
}`;

/** Points of any shape. */
export class PointCloud {
  constructor() {
    this.material = new ShaderMaterial({
      vertexShader: VERTEX, fragmentShader: FRAGMENT, transparent: true, depthTest: false, depthWrite: false,
      uniforms: { ratio: { value: 1 }, ground: { value: new Color() } },
    });
    this.object = new Points(new BufferGeometry(), this.material);
    this.object.frustumCulled = false;
    this.buffers = new Buffers(this.object.geometry, { position: 3, tint: 4, look: 2 });
  }
}

/** Straight pieces, each end with its own colour and opacity. */
export class Lines {
  constructor() {
    this.material = new LineBasicMaterial({ vertexColors: true, transparent: true, depthTest: false, depthWrite: false });
    this.object = new LineSegments(new BufferGeometry(), this.material);
    this.object.frustumCulled = false;
    this.buffers = new Buffers(this.object.geometry, { position: 3, color: 4 });
  }
}

/** Dots a pixel or two wide: what a hundred thousand points cost is the pixels that they cover. */
export class Dust {
  constructor() {
    this.material = new PointsMaterial({
      size: 1.6, sizeAttenuation: false, vertexColors: true, transparent: true, depthTest: false, depthWrite: false,
    });
    this.object = new Points(new BufferGeometry(), this.material);
    this.object.frustumCulled = false;
    this.buffers = new Buffers(this.object.geometry, { position: 3, color: 4 });
  }
}

/** Attributes that grow; filled anew from the start each time. */
class Buffers {
  constructor(geometry, sizes) {
    this.geometry = geometry;
    this.sizes = sizes;
    this.#allocate(256);
    this.begin();
  }

  #allocate(capacity) {
    this.capacity = capacity;
    // A buffer cannot grow on the graphics card: the old ones go.
    this.geometry.dispose();
    for (const [name, size] of Object.entries(this.sizes)) {
      const before = this.geometry.getAttribute(name)?.array;
      const array = new Float32Array(size * capacity);
      array.set(before ?? []);
      this[name] = array;
      this.geometry.setAttribute(name, new BufferAttribute(array, size).setUsage(DynamicDrawUsage));
    }
  }

  begin() {
    this.count = 0;
  }

  /** Makes room for so many more and returns the place of the first. */
  take(count) {
    const first = this.count;
    this.count += count;
    if (this.count > this.capacity) {
      this.#allocate(Math.max(this.count, 2 * this.capacity));
    }
    return first;
  }

  end() {
    this.geometry.setDrawRange(0, this.count);
    for (const [name, size] of Object.entries(this.sizes)) {
      const attribute = this.geometry.getAttribute(name);
      attribute.clearUpdateRanges();
      attribute.addUpdateRange(0, size * this.count);
      attribute.needsUpdate = true;
    }
  }
}

const parsed = new Map();

/** Red, green and blue of a CSS colour, 0 to 1, as they are on the screen. */
export function rgb(colour) {
  if (!parsed.has(colour)) {
    const { r, g, b } = new Color().setStyle(colour, "srgb-linear");
    parsed.set(colour, [r, g, b]);
  }
  return parsed.get(colour);
}
