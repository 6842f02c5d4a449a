// Puts the page together: the store filled by the feed, the view in the address, and the page that shows both.

import { byId, h, onceAFrame, text } from "./dom.js";
import { ComparePage } from "./compare-page.js";
import { Feed } from "./feed.js";
import { Focus } from "./focus.js";
import { help } from "./help.js";
import { emptyPage, freshness, notices } from "./notices.js";
import { Overview } from "./overview.js";
import { Pace } from "./pace.js";
import { fetchReference } from "./reference.js";
import { RunPage } from "./run-page.js";
import { Store } from "./store.js";
import { Theme } from "./theme.js";
import { Tip } from "./tip.js";
import { View } from "./view.js";

const store = new Store();
const view = new View();
const tip = new Tip();
const main = byId("main");
const feed = new Feed(store, (state) => {
  connection = state;
  refresh();
});
let connection = "connecting";
let page;
let shownAs;
/** Undefined while it is being fetched, null where there is none. */
let reference;
let fetching = false;
const pace = new Pace(draw);

function open(run) {
  view.set({ run, ...(run === "" ? { compare: [], comparing: false } : {}) }, { step: true });
}

function compared(name, whether) {
  const others = view.now.compare.filter((other) => other !== name);
  const compare = whether ? [...others, name] : others;
  view.set({ compare, run: "", ...(compare.length < 2 ? { comparing: false } : {}) });
}

function openComparison() {
  if (view.now.compare.length > 1) {
    view.set({ comparing: true, run: "" }, { step: true });
  }
}

/** Which page the view asks for. */
function wanted() {
  const { now } = view;
  if (store.runs.size === 0 && !now.run) {
    return "empty";
  }
  if (now.run) {
    return `run ${now.run}`;
  }
  return now.comparing && now.compare.length > 1 ? `compare ${now.compare.join(" ")}` : "overview";
}

function mount() {
  const next = wanted();
  if (next === shownAs) {
    return;
  }
  shownAs = next;
  page?.destroy();
  page = undefined;
  tip.hide();
  const parts = { store, view, focus: new Focus(), tip, open, compared, openComparison, onLoaded: () => pace.now() };
  document.title = view.now.run ? `${view.now.run} · Thalweg` : "Thalweg";
  if (next === "overview") {
    page = new Overview(main, parts);
  } else if (next.startsWith("run ")) {
    page = new RunPage(main, parts, view.now.run);
    scrollTo(0, 0);
  } else if (next.startsWith("compare ")) {
    page = new ComparePage(main, parts, [...view.now.compare]);
    scrollTo(0, 0);
  }
}

function draw() {
  mount();
  page?.draw(reference ?? undefined);
  refresh();
}

/** What changes with time alone. */
function refresh() {
  const fresh = freshness(store, connection, Date.now());
  const status = byId("connection");
  text(status, fresh.words);
  status.dataset.state = fresh.state;
  main.classList.toggle("stale", fresh.state === "lost" || fresh.state === "old");
  const runs = [...store.runs.values()];
  const alarmed = runs.filter((run) => run.alarms.length > 0 && run.state === "running").length;
  text(byId("summary"), runs.length === 0 ? "" : `${runs.length} ${runs.length === 1 ? "run" : "runs"}, ${alarmed} in alarm`);
  byId("summary").classList.toggle("alarmed", alarmed > 0);
  replaceIfOther(byId("notices"), notices(store, fresh, reference));
  if (shownAs === "empty") {
    replaceIfOther(main, [emptyPage(fresh)]);
  }
  experiments(runs);
}

function replaceIfOther(host, elements) {
  const words = elements.map((element) => element.textContent).join("\n");
  if (host.dataset.words !== words || host.childElementCount !== elements.length) {
    host.dataset.words = words;
    host.replaceChildren(...elements);
  }
}

function experiments(runs) {
  const names = [...new Set(runs.map((run) => run.tags.experiment).filter(Boolean))].sort();
  const select = byId("experiments");
  byId("experiment").hidden = names.length === 0;
  if (select.options.length !== names.length + 1) {
    select.replaceChildren(h("option", { value: "" }, "all"), ...names.map((name) => h("option", { value: name }, name)));
  }
  select.value = view.now.experiment;
}

/** The manifold is asked for once, and again when a run was measured against another. */
async function loadReference() {
  if (fetching) {
    return;
  }
  fetching = true;
  try {
    reference = (await fetchReference(view.now.manifold)) ?? null;
  } catch {
    // The feed says that the processor cannot be reached; it is asked again with the next figures.
    reference ??= undefined;
  } finally {
    fetching = false;
  }
  pace.now();
}

feed.onReplaced = () => {
  if (!reference) {
    loadReference();
  }
  page?.load?.();
  pace.soon();
};

feed.onEvent = (type, record) => {
  page?.onEvent?.(type, record);
  const other = type === "metrics" && !view.now.manifold && reference?.hash !== record.manifold && !reference?.others.includes(record.manifold);
  if (other) {
    loadReference();
  }
  pace.soon();
};

let axes = view.now.axes;
view.onChange((now) => {
  const looksElsewhere = now.axes !== axes;
  axes = now.axes;
  mount();
  if (looksElsewhere) {
    page?.looked?.(now);
  }
  theme.apply();
  pace.now();
});

const theme = new Theme(view, byId("theme"), () => {
  page?.redraw?.();
  pace.now();
});
const toggleHelp = help(byId("manual"));
byId("help").addEventListener("click", toggleHelp);
byId("home").addEventListener("click", (event) => {
  event.preventDefault();
  open("");
});
byId("experiments").addEventListener("change", (event) => view.set({ experiment: event.target.value }));

const toggled = (key, on, off) => () => view.set({ [key]: view.now[key] === on ? off : on });
const look = (to) => () => view.set({ axes: to, camera: [] });
const KEYS = {
  "/": () => byId("search")?.focus(),
  r: () => page?.table?.enter(),
  m: () => page?.picture?.canvas?.focus(),
  1: look("3d"),
  2: look("12"),
  3: look("13"),
  4: look("23"),
  p: toggled("trail", "path", "tail"),
  g: toggled("reference", "config", "quiet"),
  h: toggled("reference", "off", "quiet"),
  c: openComparison,
  t: () => theme.toggle(),
  "?": toggleHelp,
  Escape: () => (view.now.run || view.now.comparing) && open(""),
};

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input[type=search], select, dialog");
  if (event.key === "Escape" && event.target.id === "search") {
    event.target.blur();
  }
  const act = KEYS[event.key];
  if (act && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    act();
  }
});

setInterval(refresh, 1000);
pace.now();
feed.start();
