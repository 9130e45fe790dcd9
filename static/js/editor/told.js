// What others changed beside the text: each piece of the page asks for itself anew (`hx-trigger="told-<what> from:body"`).
import { redrawn } from "./pieces.js";

const NEEDS = { durations: ["timeline"], state: ["state", "outline"] };
// The outline changes with every sentence. How often a tab asks for it, in milliseconds, and how much more seldom for
// each browser that is here: together they must not ask the server more than it has to say.
const SELDOM = 2000;
const EACH = 100;
const SOON = 100;

export function told(provider, awareness) {
  const timers = new Map();
  const asked = new Map();

  function ask(name) {
    if (timers.has(name)) return;
    const pause = name === "outline" ? SELDOM + EACH * awareness.getStates().size : 0;
    const wait = Math.max(SOON, (asked.get(name) ?? 0) + pause - Date.now());
    const now = () => {
      timers.delete(name);
      asked.set(name, Date.now());
      window.htmx.trigger(document.body, `told-${name}`);
    };
    timers.set(name, setTimeout(now, wait));
  }

  provider.addEventListener("told", ({ detail: { what } }) => (NEEDS[what] ?? [what]).forEach(ask));
  // What was said while the line was down was not heard. Everybody comes back at once after a restart, so not all ask at once.
  let wasAway = false;
  provider.addEventListener("synced", () => {
    const again = () => document.querySelectorAll("[data-retell]").forEach((each) => ask(each.dataset.retell));
    if (wasAway) setTimeout(again, Math.random() * EACH * awareness.getStates().size);
    wasAway = true;
  });
}

/** Another document (an amendment began or was dropped), or more rights than the page was made for: it is made anew. */
export function renewed(shell, provider) {
  const renew = () => provider.outbox.empty && location.reload();
  redrawn(() => {
    const now = document.getElementById("editor-state")?.dataset.document;
    if (now && now !== shell.dataset.liveDocument) renew();
  });
  let couldOnlyRead = false;
  provider.addEventListener("synced", () => {
    if (provider.readOnly === null && couldOnlyRead && shell.dataset.liveWritable === "no") renew();
    couldOnlyRead = provider.readOnly !== null;
  });
}
