// Where the figures come from: the whole state once, then events; again from where it was after a break.

/** Runs that are asked for at most: more are hidden, and the page says so. */
export const MOST_RUNS = 2000;
/** Points of all paths together that are asked for at the start. */
const MOST_POINTS = 120_000;
const RETRY = 2000;
/** The server sends something every 15 seconds: a connection that is silent for so long is dead without having said so. */
const DEAD_AFTER = 40_000;
const TYPES = ["metrics", "decision", "run"];

export class Feed {
  #source;
  #timer;
  #heardAt = 0;

  /** `told` is told of the connection's state: connecting, live or lost. */
  constructor(store, told) {
    this.store = store;
    this.told = told;
    /** Called with every event that changed something. */
    this.onEvent = () => {};
    this.onReplaced = () => {};
    setInterval(() => this.#watch(), 5000);
    addEventListener("online", () => this.start());
  }

  async start() {
    clearTimeout(this.#timer);
    this.#source?.close();
    try {
      const outline = await this.#runs("");
      if (this.store.runs.size === 0) {
        this.#replace(outline);
      }
      const points = Math.max(20, Math.min(500, Math.floor(MOST_POINTS / Math.max(1, outline.body.shown))));
      const whole = await this.#runs(`&points=${points}`);
      this.#replace(whole);
      this.#listen(whole.body.lastEventId);
    } catch (error) {
      this.#lost(error);
    }
  }

  async #runs(more) {
    const answer = await fetch(`api/runs?limit=${MOST_RUNS}${more}`);
    if (answer.status === 401) {
      // The session has ended: the address answers with the page that asks for the token.
      location.reload();
    }
    if (!answer.ok) {
      throw new Error(`the processor answers ${answer.status}`);
    }
    const serverTime = Date.parse(answer.headers.get("Date") ?? "");
    const body = await answer.json();
    // The header counts whole seconds: less than two apart is no difference.
    const skew = Math.abs(serverTime - Date.now()) > 2000 ? serverTime - Date.now() : 0;
    return { body, skew };
  }

  #replace({ body, skew }) {
    this.store.replace(body, skew);
    this.onReplaced();
  }

  #listen(lastEventId) {
    const source = new EventSource(`api/events?lastEventId=${lastEventId}`);
    this.#source = source;
    this.#heardAt = Date.now();
    source.onopen = () => {
      this.#heardAt = Date.now();
      this.told("live");
    };
    // The browser tries again by itself, saying which event it had last, unless the server has refused.
    source.onerror = () => {
      this.told("lost");
      if (source.readyState === EventSource.CLOSED) {
        this.#lost(new Error("the stream of events was refused"));
      }
    };
    source.addEventListener("reset", () => this.start());
    source.addEventListener("beat", () => {
      this.#heardAt = Date.now();
    });
    for (const type of TYPES) {
      source.addEventListener(type, (event) => {
        this.#heardAt = Date.now();
        const record = JSON.parse(event.data);
        if (this.store.apply(type, record, Date.now())) {
          this.onEvent(type, record);
        }
      });
    }
  }

  #lost(error) {
    this.#source?.close();
    this.#source = undefined;
    this.told("lost", error.message);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), RETRY);
  }

  #watch() {
    if (this.#source?.readyState === EventSource.OPEN && Date.now() - this.#heardAt > DEAD_AFTER) {
      this.#lost(new Error("nothing is heard"));
    }
  }
}
