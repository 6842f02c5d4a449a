// What is looked at, and how: all of it is in the address, so that a link restores it.

export const DEFAULTS = {
  run: "",
  compare: [],
  comparing: false,
  axes: "3d",
  camera: [],
  trail: "tail",
  reference: "quiet",
  search: "",
  state: "",
  experiment: "",
  sort: "need",
  down: false,
  steps: [],
  span: [],
  at: 0.5,
  manifold: "",
  theme: "",
};

const CHOICES = {
  axes: ["3d", "12", "13", "23"],
  trail: ["tail", "path"],
  reference: ["quiet", "config", "off"],
  sort: ["need", "name", "progress", "distance", "step"],
  state: ["", "attention", "unfamiliar", "course", "ended"],
  theme: ["", "light", "dark"],
};

/** Reads an address; whatever makes no sense has its default. */
export function read(query) {
  const parameters = new URLSearchParams(query);
  const view = structuredClone(DEFAULTS);
  for (const [key, standard] of Object.entries(DEFAULTS)) {
    const given = parameters.get(key);
    if (given !== null) {
      view[key] = value(key, given, standard);
    }
  }
  return view;
}

function value(key, given, standard) {
  if (CHOICES[key]) {
    return CHOICES[key].includes(given) ? given : standard;
  }
  if (key === "compare") {
    return given.split(",").filter(Boolean);
  }
  if (Array.isArray(standard)) {
    const numbers = given.split(",").map(Number);
    return numbers.every(Number.isFinite) ? numbers : standard;
  }
  if (typeof standard === "boolean") {
    return given === "1";
  }
  if (typeof standard === "number") {
    return Number.isFinite(Number(given)) ? Number(given) : standard;
  }
  return given;
}

/** The address of a view: what has its default is left out. */
export function write(view) {
  const parameters = new URLSearchParams();
  for (const [key, standard] of Object.entries(DEFAULTS)) {
    const now = view[key];
    if (Array.isArray(now) ? now.length > 0 : now !== standard) {
      parameters.set(key, typeof now === "boolean" ? "1" : Array.isArray(now) ? now.map(short).join(",") : now);
    }
  }
  const query = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return query ? `?${query}` : "";
}

const short = (part) => (typeof part === "number" ? Number(part.toPrecision(4)) : part);

/** The view of this page: reads the address, writes it, and tells who listens. */
export class View {
  #listeners = [];

  constructor() {
    this.now = read(location.search);
    addEventListener("popstate", () => {
      this.now = read(location.search);
      this.#tell();
    });
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** Changes some of it. A step that "back" should undo (another page, another run) says so. */
  set(changes, { step = false, quiet = false } = {}) {
    Object.assign(this.now, changes);
    const address = location.pathname + write(this.now);
    if (step) {
      history.pushState(null, "", address);
    } else {
      history.replaceState(null, "", address);
    }
    if (!quiet) {
      this.#tell();
    }
  }

  /** The address of this view with some of it changed: for links. */
  link(changes) {
    return location.pathname + write({ ...this.now, ...changes });
  }

  #tell() {
    this.#listeners.forEach((listener) => listener(this.now));
  }
}
