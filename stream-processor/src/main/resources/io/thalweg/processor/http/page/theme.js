// Dark or light: what the address says, otherwise what was chosen here before, otherwise what the system has.

const KEY = "thalweg.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export class Theme {
  /** `changed` is called when colours are others than before. */
  constructor(view, button, changed) {
    this.view = view;
    this.button = button;
    this.changed = changed;
    button.addEventListener("click", () => this.toggle());
    dark.addEventListener("change", () => this.apply());
    this.apply();
  }

  get now() {
    return this.view.now.theme || localStorage.getItem(KEY) || (dark.matches ? "dark" : "light");
  }

  toggle() {
    const next = this.now === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, next);
    this.view.set({ theme: this.view.now.theme ? next : "" }, { quiet: true });
    this.apply();
  }

  apply() {
    const before = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = this.now;
    this.button.textContent = this.now === "dark" ? "light" : "dark";
    this.button.setAttribute("aria-label", `switch to ${this.button.textContent} colours`);
    if (before !== undefined && before !== this.now) {
      this.changed();
    }
  }
}
