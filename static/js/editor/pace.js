// How often frames leave: at once after a pause, bundled while somebody types faster than anybody reads. Below
// live.limits.FRAMES_PER_SECOND, beyond which the server cuts the line.
const LEAST = 30;

export class Pace {
  constructor() {
    this.last = 0;
  }

  run(work) {
    const go = () => {
      this.last = performance.now();
      work();
    };
    const wait = this.last + LEAST - performance.now();
    if (wait <= 0) queueMicrotask(go);
    else setTimeout(go, wait);
  }
}
