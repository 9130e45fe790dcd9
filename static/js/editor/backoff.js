// When to try again: soon at first, then ever later, each browser at its own moment; at once when there is reason to hope.
const FIRST = 200;
const LONGEST = 10_000;

export class Backoff {
  constructor(attempt) {
    Object.assign(this, { attempt, tries: 0, timer: 0 });
    const hope = () => {
      this.tries = 0;
      if (this.timer) this.now();
    };
    addEventListener("online", hope);
    document.addEventListener("visibilitychange", () => document.hidden || hope());
  }

  now() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.attempt();
  }

  again(soon = false) {
    const pause = soon ? 0 : Math.min(FIRST * 2 ** this.tries++, LONGEST) * (0.5 + Math.random());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
  }

  rest() {
    this.tries = 0;
  }
}
