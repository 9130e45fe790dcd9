// What others changed beside the text: each piece of the page asks for itself anew (`hx-trigger="told-<what> from:body"`).
// A piece that is replaced gives the focus back to what had it.
const NEEDS = { durations: ["timeline"], state: ["state", "outline"] };

export function told(provider) {
  provider.addEventListener("told", ({ detail: { what } }) => {
    for (const name of NEEDS[what] ?? [what]) window.htmx.trigger(document.body, `told-${name}`);
  });
  // What was said while the line was down was not heard.
  let wasAway = false;
  provider.addEventListener("synced", () => {
    if (wasAway) document.querySelectorAll("[data-retell]").forEach((each) => window.htmx.trigger(document.body, `told-${each.dataset.retell}`));
    wasAway = true;
  });
  keepFocus();
}

/** Another document (an amendment began or was dropped), or more rights than the page was made for: it is made anew. */
export function renewed(shell, provider) {
  const renew = () => provider.outbox.empty && location.reload();
  document.addEventListener("htmx:afterSettle", () => {
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
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    const active = document.activeElement;
    if (target.id && target.contains(active)) held.set(target.id, { id: active.id, tag: active.tagName, words: name(active) });
  });
  document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => {
    const was = held.get(target.id);
    held.delete(target.id);
    if (!was || document.activeElement !== document.body) return;
    const place = document.getElementById(target.id);
    const same = was.id ? document.getElementById(was.id) : [...(place?.querySelectorAll(was.tag) ?? [])].find((each) => name(each) === was.words);
    (same ?? place?.querySelector("a, button"))?.focus({ preventScroll: true });
  });
}
