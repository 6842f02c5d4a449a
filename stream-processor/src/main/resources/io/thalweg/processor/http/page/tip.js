// The small card beside the pointer: what a point says.

import { h } from "./dom.js";
import * as words from "./words.js";

export class Tip {
  constructor() {
    this.element = document.body.appendChild(h("div", { class: "tip", hidden: true, "aria-hidden": "true" }));
  }

  show(event, title, facts) {
    this.element.replaceChildren(
      h("strong", {}, title),
      h("dl", {}, facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    );
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = event.clientX + 16 + width > innerWidth ? event.clientX - 16 - width : event.clientX + 16;
    const top = Math.min(event.clientY + 16, innerHeight - height - 8);
    this.element.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`;
  }

  hide() {
    this.element.hidden = true;
  }
}

/** What a point of a run says; of the newest point the rank as well. */
export function factsOf(run, i, reference) {
  const { path, latest } = run;
  const limit = reference?.bandAt(path.progress[i]).limit;
  const facts = [
    ["state", [words.stateOf(run).word, words.stateOf(run).life].filter(Boolean).join(", ")],
    ["step", words.step(path.step[i])],
    ["progress", words.progress(path.progress[i])],
    ["distance", `${words.nats(path.off[i])} nats${limit ? ` (alarm at ${words.nats(limit)})` : ""}`],
  ];
  if (i === path.length - 1 && Number.isFinite(latest?.rank)) {
    facts.push(["rank", `passed ${words.percent(latest.rank)} of healthy runs`]);
  }
  return facts;
}
