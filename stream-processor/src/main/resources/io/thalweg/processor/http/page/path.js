// The path of a run: columns of numbers that grow, so that a hundred thousand points are a few megabytes and no objects.

const FIRST = 32;
/** Points kept of a run; beyond, every other one of the older ones goes. */
export const MOST = 1024;

export class Path {
  constructor() {
    this.length = 0;
    this.#allocate(FIRST);
  }

  /** From the columns of /api/runs?points=. */
  static ofColumns(columns) {
    const path = new Path();
    const axes = columns.coordinates;
    columns.step.forEach((step, i) => {
      path.add(step, columns.progress[i], columns.offManifoldNats[i], axes.map((axis) => axis[i]));
    });
    return path;
  }

  /** Adds a point; what is older than the last one was known already. Absent figures are kept as NaN. */
  add(step, progress, off, coordinates) {
    if (this.length > 0 && step <= this.step[this.length - 1]) {
      return false;
    }
    if (this.length >= MOST) {
      this.#thin();
    } else if (this.length === this.step.length) {
      this.#grow();
    }
    const i = this.length++;
    this.step[i] = step;
    this.progress[i] = progress ?? NaN;
    this.off[i] = off ?? NaN;
    for (let k = 0; k < 3; k++) {
      // A manifold of fewer than three axes is drawn flat.
      this.at[3 * i + k] = coordinates?.[k] ?? (k > 0 && coordinates?.length > 0 && coordinates[0] !== null ? 0 : NaN);
    }
    return true;
  }

  /** Index of the last point that has coordinates; -1 without any. */
  lastPlace() {
    let i = this.length - 1;
    while (i >= 0 && Number.isNaN(this.at[3 * i])) {
      i--;
    }
    return i;
  }

  /** Index of the first point whose progress has reached a value; -1 if it never has. */
  firstAt(progress) {
    for (let i = 0; i < this.length; i++) {
      if (this.progress[i] >= progress) {
        return i;
      }
    }
    return -1;
  }

  #allocate(capacity) {
    this.step = new Float64Array(capacity);
    this.progress = new Float32Array(capacity);
    this.off = new Float32Array(capacity);
    this.at = new Float32Array(3 * capacity);
  }

  #grow() {
    const { step, progress, off, at } = this;
    this.#allocate(Math.min(MOST, 2 * step.length));
    this.step.set(step);
    this.progress.set(progress);
    this.off.set(off);
    this.at.set(at);
  }

  /** Keeps the first and the last. */
  #thin() {
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      if (i % 2 === 0 || i === this.length - 1) {
        this.step[kept] = this.step[i];
        this.progress[kept] = this.progress[i];
        this.off[kept] = this.off[i];
        this.at.copyWithin(3 * kept, 3 * i, 3 * i + 3);
        kept++;
      }
    }
    this.length = kept;
  }
}
