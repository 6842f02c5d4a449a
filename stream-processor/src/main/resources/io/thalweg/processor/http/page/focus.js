// What the pointer is at: one run, perhaps one of its points. Every picture, chart and table lights it up.

export class Focus {
  #listeners = [];
  run = "";
  index = -1;

  onChange(listener) {
    this.#listeners.push(listener);
  }

  set(run, index = -1) {
    if (run !== this.run || index !== this.index) {
      this.run = run;
      this.index = index;
      this.#listeners.forEach((listener) => listener(this));
    }
  }

  clear() {
    this.set("");
  }
}
