// What others changed beside the text: each piece of the page asks for itself anew (`hx-trigger="told-<what> from:body"`).
// A piece that is replaced gives the focus back to what had it.
import { redrawn } from "./pieces.js";
import { swapping } from "./swapping.js";

const NEEDS = { durations: ["timeline"], state: ["state", "outline"] };
// The outline changes with every sentence. How often a tab asks for it, in milliseconds, and how much more seldom for
// each browser that is here: together they must not ask the server more than it has to say.
const SELDOM = 2000;
const EACH = 100;
const SOON = 100;

export function told(provider, awareness) {
  const timers = new Map();
  const asked = new Map();
  const isSending = swapping((name) => ask(name));

  function ask(name) {
    if (timers.has(name)) return;
    const pause = name === "outline" ? SELDOM + EACH * awareness.getStates().size : 0;
    const wait = Math.max(SOON, (asked.get(name) ?? 0) + pause - Date.now());
    const now = () => {
      if (isSending()) return timers.set(name, setTimeout(now, SOON));
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
  keepFocus();
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

const name = (element) => element.getAttribute("aria-label") || element.textContent.trim();

function keepFocus() {
  const held = new Map();
  for (const event of ["htmx:beforeSwap", "htmx:oobBeforeSwap"]) {
    document.addEventListener(event, ({ detail: { target } }) => {
      const active = document.activeElement;
      if (target?.id && target.contains(active)) held.set(target.id, { id: active.id, tag: active.tagName, words: name(active) });
    });
  }
  redrawn((target) => {
    const was = held.get(target?.id);
    held.delete(target?.id);
    if (!was || document.activeElement !== document.body) return;
    const place = document.getElementById(target.id);
    const same = was.id ? document.getElementById(was.id) : [...(place?.querySelectorAll(was.tag) ?? [])].find((each) => name(each) === was.words);
    (same ?? place?.querySelector("a, button"))?.focus({ preventScroll: true });
  });
}
