// What there is to say about the figures as a whole: none yet, old, cut off, too many.

import { h } from "./dom.js";
import { MOST_RUNS } from "./feed.js";
import { age } from "./words.js";

/** Without a new figure for so long, while runs go on, what is shown is old. */
export const OLD_AFTER = 120_000;

const FIRST_LINES = `PublishedRun run = publisher.start(RunDescription.of("my-run", ProbeSet.of(labels, classes)));
run.publishLogits(step, network.logitsOfProbeSet());   // every so many steps
run.finish();`;

/** How fresh things are: `state` is connecting, live, lost or old, with its words. */
export function freshness(store, connection, now) {
  const since = store.newestAt ? `newest figure ${age(now - store.newestAt)} ago` : "no figure yet";
  const running = [...store.runs.values()].some((run) => run.state === "running");
  if (connection === "lost") {
    return { state: "lost", words: `disconnected, trying again · ${since}` };
  }
  if (connection === "connecting") {
    return { state: "connecting", words: "connecting" };
  }
  if (running && store.newestAt && now - store.newestAt > OLD_AFTER) {
    return { state: "old", words: `connected, but the ${since}` };
  }
  return { state: "live", words: `live · ${since}` };
}

export function notices(store, fresh, reference) {
  const all = [];
  if (fresh.state === "lost" && store.runs.size > 0) {
    all.push(["lost", "The processor cannot be reached. These are the last figures; the page goes on by itself when it answers."]);
  }
  if (fresh.state === "old") {
    all.push(["old", "No run has sent anything for a while. What is shown is where they were."]);
  }
  if (store.matching > MOST_RUNS) {
    all.push(["many", `${(store.matching - MOST_RUNS).toLocaleString("en")} runs are not shown: the page takes the ${MOST_RUNS.toLocaleString("en")} heard of last. Those of a tag are at api/runs?tag=key:value.`]);
  }
  if (store.forgotten > 0) {
    all.push(["many", `${store.forgotten.toLocaleString("en")} runs were forgotten to keep within the processor's memory (live.runs.max, live.bytes.max).`]);
  }
  if (reference === null && store.runs.size > 0) {
    all.push(["old", "No reference manifold is loaded: runs are listed, but not measured."]);
  }
  return all.map(([look, words]) => h("p", { class: `notice ${look}` }, words));
}

/** Stands in the place of everything while there are no runs. */
export function emptyPage(fresh) {
  if (fresh.state === "connecting" || fresh.state === "lost") {
    const words = fresh.state === "lost"
      ? "The processor does not answer. The page tries again every two seconds."
      : "Connecting to the processor.";
    return h("div", { class: "empty", "data-empty": fresh.state }, h("p", {}, words));
  }
  return h(
    "div", { class: "empty", "data-empty": "none" },
    h("h2", {}, "No runs yet"),
    h("p", {}, "A run is here as soon as its trainer sends its first snapshot. In a trainer on the JVM:"),
    h("pre", { tabindex: "0" }, h("code", {}, FIRST_LINES)),
    h("p", {}, "A recorded run is replayed with"),
    h("pre", { tabindex: "0" }, h("code", {}, "thalweg publish --help")),
    h("p", { class: "quiet" }, "This page notices by itself."),
  );
}
