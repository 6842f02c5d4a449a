// The space of the picture: cameras, the reference, the runs. Draws only when something has changed.

import {
  Box3, ColorManagement, OrthographicCamera, PerspectiveCamera, Scene as Space, Spherical, Vector3, WebGLRenderer, LinearSRGBColorSpace,
} from "../lib/three.module.min.js";
import { OrbitControls } from "../lib/OrbitControls.js";
import { onceAFrame } from "./dom.js";
import { colours, configurationColour } from "./palette.js";
import { Dust, Lines, PointCloud, rgb } from "./points.js";

const FIELD = 32;
const MARGIN = 1.15;
/** Where the eye is in each flat view, and what is up. */
const FLAT = {
  12: { from: [0, 0, 1], up: [0, 1, 0] },
  13: { from: [0, -1, 0], up: [0, 0, 1] },
  23: { from: [1, 0, 0], up: [0, 0, 1] },
};
const FIRST_LOOK = new Vector3(0.35, 0.45, 1).normalize();

export class Scene {
  /** Throws where there is no WebGL. `turned` is called when the user has moved the camera. */
  constructor(canvas, turned) {
    // Colours are meant as they are on the screen: no conversion on the way.
    ColorManagement.enabled = false;
    this.renderer = new WebGLRenderer({ canvas, antialias: !isSoftware(), alpha: true, powerPreference: "low-power" });
    this.renderer.outputColorSpace = LinearSRGBColorSpace;
    this.canvas = canvas;
    this.space = new Space();
    this.referenceLines = new Lines();
    this.dust = new Dust();
    this.trails = new Lines();
    this.points = new PointCloud();
    this.axisLines = new Lines();
    [this.axisLines, this.referenceLines, this.dust, this.trails, this.points].forEach((part) => this.add(part));
    this.box = new Box3(new Vector3(-0.5, -0.5, -0.5), new Vector3(0.5, 0.5, 0.5));
    this.frames = 0;
    this.render = onceAFrame(() => this.#draw());
    this.onDrawn = () => {};
    this.cameras = { round: new PerspectiveCamera(FIELD, 1, 0.01, 100), flat: new OrthographicCamera(-1, 1, 1, -1, 0.01, 100) };
    this.controls = Object.fromEntries(Object.entries(this.cameras).map(([kind, camera]) => [kind, this.#control(camera, turned)]));
    this.controls.flat.enableRotate = false;
    this.look("3d");
  }

  /** Adds something that is drawn over all that was added before. */
  add({ object }) {
    object.renderOrder = this.space.children.length;
    this.space.add(object);
  }

  #control(camera, turned) {
    const control = new OrbitControls(camera, this.canvas);
    control.enabled = false;
    control.zoomToCursor = true;
    control.addEventListener("change", () => this.render());
    control.addEventListener("end", () => turned(this.whereabouts()));
    return control;
  }

  get camera() {
    return this.axes === "3d" ? this.cameras.round : this.cameras.flat;
  }

  get control() {
    return this.axes === "3d" ? this.controls.round : this.controls.flat;
  }

  resize(width, height, ratio) {
    this.width = width;
    this.height = height;
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
    this.points.material.uniforms.ratio.value = ratio;
    this.cameras.round.aspect = width / height;
    this.#frame();
    this.render();
  }

  /** Chooses the axes; with whereabouts, the camera is put where it was. */
  look(axes, whereabouts = []) {
    this.axes = axes;
    Object.values(this.controls).forEach((control) => {
      control.enabled = control === this.control;
    });
    this.control.mouseButtons = axes === "3d" ? { LEFT: 0, MIDDLE: 1, RIGHT: 2 } : { LEFT: 2, MIDDLE: 1, RIGHT: 2 };
    this.control.touches = axes === "3d" ? { ONE: 0, TWO: 2 } : { ONE: 1, TWO: 2 };
    const centre = this.box.getCenter(new Vector3());
    const { camera, control } = this;
    if (axes === "3d") {
      camera.up.set(0, 1, 0);
      camera.position.copy(centre).addScaledVector(FIRST_LOOK, this.#distance());
    } else {
      camera.up.set(...FLAT[axes].up);
      camera.position.copy(centre).addScaledVector(new Vector3(...FLAT[axes].from), 20);
    }
    camera.zoom = 1;
    control.target.copy(centre);
    if (whereabouts.length === 7) {
      camera.position.fromArray(whereabouts);
      control.target.fromArray(whereabouts, 3);
      camera.zoom = whereabouts[6];
    }
    this.#frame();
    control.update();
    this.render();
  }

  /** Moves the camera by a key: arrows, plus, minus, 0. Returns whether the key means anything. */
  move(key) {
    const { camera, control } = this;
    const turn = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    const zoom = { "+": 1.15, "=": 1.15, "-": 1 / 1.15 }[key];
    if (key === "0") {
      this.look(this.axes);
    } else if (zoom) {
      camera.zoom = Math.min(40, Math.max(0.2, camera.zoom * zoom));
      camera.updateProjectionMatrix();
      control.update();
    } else if (turn && this.axes === "3d") {
      const around = new Spherical().setFromVector3(camera.position.clone().sub(control.target));
      around.theta += 0.08 * turn[0];
      around.phi += 0.08 * turn[1];
      camera.position.setFromSpherical(around.makeSafe()).add(control.target);
      control.update();
    } else if (turn) {
      const pace = (0.06 * (camera.right - camera.left)) / camera.zoom;
      const across = new Vector3().setFromMatrixColumn(camera.matrix, 0).multiplyScalar(pace * turn[0]);
      const up = new Vector3().setFromMatrixColumn(camera.matrix, 1).multiplyScalar(-pace * turn[1]);
      camera.position.add(across).add(up);
      control.target.add(across).add(up);
      control.update();
    } else {
      return false;
    }
    this.render();
    return true;
  }

  /** Position, target and zoom of the camera: what a link restores. */
  whereabouts() {
    return [...this.camera.position.toArray(), ...this.control.target.toArray(), this.camera.zoom];
  }

  #distance() {
    const size = this.box.getSize(new Vector3());
    const aspect = (this.width ?? 1) / (this.height ?? 1);
    const half = Math.tan((FIELD * Math.PI) / 360);
    const across = (size.x + 0.35 * size.z) / aspect;
    const up = size.y + 0.45 * size.z;
    return (MARGIN * Math.max(across, up)) / (2 * half) + 0.5 * size.z;
  }

  /** The flat camera shows the whole box at equal scales. */
  #frame() {
    const size = this.box.getSize(new Vector3());
    const [across, up] = { "3d": [size.x, size.y], 12: [size.x, size.y], 13: [size.x, size.z], 23: [size.y, size.z] }[this.axes ?? "3d"];
    const aspect = (this.width ?? 1) / (this.height ?? 1);
    const half = (MARGIN / 2) * Math.max(up, across / aspect);
    Object.assign(this.cameras.flat, { left: -half * aspect, right: half * aspect, top: half, bottom: -half });
    Object.values(this.cameras).forEach((camera) => camera.updateProjectionMatrix());
  }

  /** Draws the reference: one line a run. `mode` is quiet, config or off. */
  setReference(reference, mode) {
    if (reference !== this.reference) {
      this.reference = reference;
      this.box = boxOf(reference);
    }
    this.#drawAxes();
    const { buffers } = this.referenceLines;
    buffers.begin();
    if (mode !== "off") {
      for (const run of reference.runs) {
        const colour = rgb(mode === "config"
          ? configurationColour(reference.configurations.indexOf(run.config), reference.configurations.length)
          : colours().reference);
        addPath(buffers, run.path, 0, run.path.length - 1, colour, () => (mode === "config" ? 0.55 : 0.22));
      }
    }
    buffers.end();
    this.render();
  }

  /** The three edges of the box that meet in its lowest corner. */
  #drawAxes() {
    const { min, max } = this.box;
    const corners = [[max.x, min.y, min.z], [min.x, max.y, min.z], [min.x, min.y, max.z]];
    const { buffers } = this.axisLines;
    buffers.begin();
    for (const corner of corners) {
      const edge = { at: new Float32Array([min.x, min.y, min.z, ...corner]) };
      addPath(buffers, edge, 0, 1, rgb(colours().muted), () => 0.35);
    }
    buffers.end();
  }

  /** Where a place of the manifold is on the canvas, in CSS pixels; z is above 1 behind the camera. */
  project(x, y, z, target = new Vector3()) {
    target.set(x, y, z).project(this.camera);
    target.x = ((target.x + 1) / 2) * this.width;
    target.y = ((1 - target.y) / 2) * this.height;
    return target;
  }

  destroy() {
    this.destroyed = true;
    Object.values(this.controls).forEach((control) => control.dispose());
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }

  #draw() {
    if (!this.width || this.destroyed) {
      return;
    }
    this.points.material.uniforms.ground.value.setRGB(...rgb(colours().ground));
    this.camera.updateMatrixWorld();
    this.renderer.render(this.space, this.camera);
    this.canvas.dataset.frames = ++this.frames;
    this.onDrawn();
  }
}

/** Whether the processor stands in for a graphics card: smooth edges would cost it a third of its frames. */
function isSoftware() {
  const gl = document.createElement("canvas").getContext("webgl2");
  const info = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : "";
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|softpipe|basic render/i.test(name);
}

/** The pieces of a path from one point to another; `opacity` is asked of every end. */
export function addPath(buffers, path, from, to, [r, g, b], opacity) {
  if (to <= from) {
    return;
  }
  let place = buffers.take(2 * (to - from));
  for (let i = from; i < to; i++) {
    // What was not finite has no place: the piece is drawn with no length and unseen.
    const broken = Number.isNaN(path.at[3 * i]) || Number.isNaN(path.at[3 * i + 3]);
    for (const end of [i, i + 1]) {
      const source = broken ? 0 : 3 * end;
      for (let k = 0; k < 3; k++) {
        buffers.position[3 * place + k] = broken ? 0 : path.at[source + k];
      }
      buffers.color[4 * place] = r;
      buffers.color[4 * place + 1] = g;
      buffers.color[4 * place + 2] = b;
      buffers.color[4 * place + 3] = broken ? 0 : opacity(end);
      place++;
    }
  }
}

/** A dot for every `stride`-th point of a path. */
export function addDust(buffers, path, count, [r, g, b], alpha, stride) {
  let place = buffers.take(Math.ceil(count / stride));
  for (let i = 0; i < count; i += stride) {
    const unseen = Number.isNaN(path.at[3 * i]);
    for (let k = 0; k < 3; k++) {
      buffers.position[3 * place + k] = unseen ? 0 : path.at[3 * i + k];
    }
    buffers.color[4 * place] = r;
    buffers.color[4 * place + 1] = g;
    buffers.color[4 * place + 2] = b;
    buffers.color[4 * place + 3] = unseen ? 0 : alpha;
    place++;
  }
}

export function addPoint(buffers, path, i, [r, g, b], alpha, size, shape) {
  const place = buffers.take(1);
  buffers.position.set(path.at.subarray(3 * i, 3 * i + 3), 3 * place);
  buffers.tint.set([r, g, b, alpha], 4 * place);
  buffers.look.set([size, shape], 2 * place);
}

/** The box of the reference without its few outlying snapshots, and of ignorance and truth. */
function boxOf(reference) {
  const [min, max] = [0.01, 0.99].map((share) => [0, 1, 2].map((k) => quantile(reference, k, share)));
  if (!Number.isFinite(min[0])) {
    return new Box3(new Vector3(-0.5, -0.5, -0.5), new Vector3(0.5, 0.5, 0.5));
  }
  const box = new Box3(new Vector3(...min), new Vector3(...max));
  for (const anchor of [reference.ignorance, reference.truth]) {
    if (anchor) {
      box.expandByPoint(new Vector3(...anchor));
    }
  }
  return box;
}

function quantile(reference, axis, share) {
  const values = [];
  for (const { path } of reference.runs) {
    for (let i = 0; i < path.length; i++) {
      values.push(path.at[3 * i + axis]);
    }
  }
  values.sort((a, b) => a - b);
  return values[Math.floor(share * (values.length - 1))];
}
