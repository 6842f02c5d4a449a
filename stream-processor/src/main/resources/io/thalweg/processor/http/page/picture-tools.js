// The buttons over the picture: axes, tails, reference.

import { h } from "./dom.js";

const AXES = [
  ["3d", "3-D", "Three axes: drag to turn, wheel to zoom (1)"],
  ["12", "1–2", "Axes 1 and 2, flat (2)"],
  ["13", "1–3", "Axes 1 and 3, flat (3)"],
  ["23", "2–3", "Axes 2 and 3, flat (4)"],
];

/** `whole` says that whole paths are drawn in any case. */
export function pictureTools({ view }, { whole = false } = {}) {
  const axes = AXES.map(([key, words, title]) => h("button", {
    type: "button", class: "chip", title, "data-axes": key, onclick: () => view.set({ axes: key, camera: [] }),
  }, words));
  const toggle = (words, title, key, on, off) => h("button", {
    type: "button", class: "chip", title, "data-toggle": key, "data-on": on,
    onclick: () => view.set({ [key]: view.now[key] === on ? off : on }),
  }, words);
  const toggles = [
    ...(whole ? [] : [toggle("whole paths", "Each run's path back to its start, not only its last ten snapshots (p)", "trail", "path", "tail")]),
    toggle("configurations", "Colour the reference runs by configuration; the pointer names them (g)", "reference", "config", "quiet"),
    toggle("hide reference", "Leave the reference runs out (h)", "reference", "off", "quiet"),
  ];
  const press = () => {
    axes.forEach((button) => button.setAttribute("aria-pressed", String(view.now.axes === button.dataset.axes)));
    toggles.forEach((button) => button.setAttribute("aria-pressed", String(view.now[button.dataset.toggle] === button.dataset.on)));
  };
  const element = h(
    "div", { class: "tools" },
    h("h2", {}, "The manifold", h("small", {}, "○ ignorance  ● truth")),
    h("div", { class: "group", role: "group", "aria-label": "Axes" }, axes),
    h("div", { class: "group", role: "group", "aria-label": "What is drawn" }, toggles),
  );
  return { element, press };
}
