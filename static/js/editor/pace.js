// How often frames leave: at once after a pause, bundled while somebody types faster than anybody reads. Below
// live.limits.FRAMES_PER_SECOND, beyond which the server cuts the line.
const LEAST = 30;

export class Pace {
  constructor() {
    this.last = 0;
    this.work = null;
  }

  run(work) {
    this.work = work;
    const wait = this.last + LEAST - performance.now();
    if (wait <= 0) queueMicrotask(() => this.now());
    else setTimeout(() => this.#go(work), wait);
  }

  /** Not even waiting for the end of what the browser does at present, unless it is too soon. */
  now() {
    if (this.last + LEAST <= performance.now()) this.#go(this.work);
  }

  #go(work) {
    if (!work || work !== this.work) return;
    this.work = null;
    this.last = performance.now();
    work();
  }
}
