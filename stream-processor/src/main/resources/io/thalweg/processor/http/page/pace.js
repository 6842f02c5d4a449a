// When new figures are drawn: at most one part in five of the time, and not in the way of somebody who is doing something.

const IDLE_PARTS = 5;
/** After a key, a press of the pointer or a turn of the wheel, figures wait so long for the next, */
const REST_MILLIS = 300;
/** and together no longer than this. */
const MOST_MILLIS = 2000;

export class Pace {
  #draw;
  #timer;
  #askedAt;
  /** While something is dragged, only that moves: new figures are drawn when it is let go. */
  #held = false;
  #restUntil = 0;
  #idleUntil = 0;

  constructor(draw) {
    this.#draw = draw;
    const press = (held) => () => {
      this.#held = held;
      this.#rest();
      this.#plan();
    };
    addEventListener("pointerdown", press(true), true);
    addEventListener("pointerup", press(false), true);
    addEventListener("pointercancel", press(false), true);
    for (const event of ["keydown", "wheel"]) {
      addEventListener(event, () => this.#rest(), { capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => this.#plan());
  }

  /** Draws at once: what somebody has asked for. */
  now() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#askedAt = undefined;
    const started = performance.now();
    this.#idleUntil = Infinity;
    this.#draw();
    // What was drawn is on the screen two frames later: where that takes long, it is done less often.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      this.#idleUntil = performance.now() + IDLE_PARTS * (performance.now() - started);
      this.#plan();
    }));
  }

  /** Draws when there is time for it. */
  soon() {
    this.#askedAt ??= performance.now();
    this.#plan();
  }

  #rest() {
    this.#restUntil = performance.now() + REST_MILLIS;
  }

  #due() {
    return Math.max(this.#idleUntil, Math.min(this.#restUntil, this.#askedAt + MOST_MILLIS));
  }

  #plan() {
    if (this.#askedAt === undefined || this.#timer !== undefined || this.#held || document.hidden || this.#idleUntil === Infinity) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#held || this.#due() > performance.now()) {
        this.#plan();
      } else {
        this.now();
      }
    }, Math.max(0, this.#due() - performance.now()));
  }
}
