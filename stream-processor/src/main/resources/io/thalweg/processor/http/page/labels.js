// Words over the picture: each beside its place, none over another. The more important come first; one without room is left out.

import { h } from "./dom.js";

const GAP = 10;
const LINE = 20;

export class Labels {
  constructor(host) {
    this.host = host;
    this.labels = [];
  }

  /** Takes labels {words, at: [x, y, z], look, pinned}, the most important first. A pinned one is shown even without room. */
  set(labels) {
    const reused = this.host.children;
    labels.forEach((label, i) => {
      const element = reused[i] ?? this.host.appendChild(h("span"));
      const name = `label ${label.look}`;
      if (element.className !== name) {
        element.className = name;
      }
      if (element.textContent !== label.words) {
        element.textContent = label.words;
        element.dataset.width = "";
      }
    });
    while (reused.length > labels.length) {
      this.host.lastChild.remove();
    }
    this.labels = labels;
    [...this.host.children].forEach((element) => {
      element.dataset.width ||= element.offsetWidth;
    });
  }

  /** Puts them where the scene has their places now. */
  place(scene) {
    const taken = [];
    this.labels.forEach((label, i) => {
      const element = this.host.children[i];
      const spotted = scene.project(...label.at);
      const { z } = spotted;
      // What must not be overlooked is named at the edge when it is beyond it.
      const [x, y] = label.look === "alarm"
        ? [clamp(spotted.x, scene.width), clamp(spotted.y, scene.height)] : [spotted.x, spotted.y];
      const width = Number(element.dataset.width);
      const spot = z > 1 ? undefined : candidates(x, y, width)
        .find((box) => inside(box, scene) && !taken.some((other) => overlap(box, other)));
      const box = spot ?? (label.pinned && z <= 1 ? candidates(x, y, width)[0] : undefined);
      // Unseen rather than without a place: a new text is measured in it.
      element.style.visibility = box ? "" : "hidden";
      if (box) {
        taken.push(box);
        element.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
      }
    });
  }
}

const clamp = (at, size) => Math.min(size - LINE / 2, Math.max(LINE / 2, at));

const candidates = (x, y, width) => [
  [x + GAP, y - LINE / 2], [x - GAP - width, y - LINE / 2], [x - width / 2, y - GAP - LINE], [x - width / 2, y + GAP],
  [x + GAP, y - LINE * 1.5], [x + GAP, y + LINE / 2], [x - GAP - width, y - LINE * 1.5], [x - GAP - width, y + LINE / 2],
].map(([left, top]) => ({ left, top, right: left + width, bottom: top + LINE }));

const inside = (box, scene) => box.left >= 0 && box.top >= 0 && box.right <= scene.width && box.bottom <= scene.height;

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
