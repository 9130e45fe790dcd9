// What every form gets: no double submits, focus on what is wrong, a warning before typed text is lost, the same place after a post.
const SCROLL = "debrief:scroll";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "true";
  delete form.dataset.touched;
  if (form.matches("[data-stay]")) sessionStorage.setItem(SCROLL, JSON.stringify([location.pathname, scrollY]));
  const button = event.submitter;
  // After the form's data is collected, or the button's own value would be lost.
  setTimeout(() => button?.setAttribute("aria-busy", "true"));
});

export function release(form) {
  if (!form?.dataset) return;
  delete form.dataset.sending;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

// htmx: one request per form at a time; `hx-sync` on the element may say otherwise.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (requestConfig.verb === "get") return;
  if (elt.dataset.busy) return event.preventDefault();
  elt.dataset.busy = "true";
  requestConfig.triggeringEvent?.submitter?.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
  delete elt.dataset.busy;
  release(elt);
  if (successful && elt.matches("form")) {
    delete elt.dataset.touched;
    if (elt.matches("[data-reset]")) elt.reset();
  }
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));

const focusErrors = (root) => root.querySelector?.("[data-focus]")?.focus();
document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.detail.target));
focusErrors(document);

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) form.dataset.touched = "true";
  if (event.target.matches?.("[aria-invalid]")) event.target.removeAttribute("aria-invalid");
});
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-touched]")) event.preventDefault();
});

// Filters send themselves; without script the form keeps its button.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-auto-submit]");
  if (form && !form.hasAttribute("hx-get")) form.requestSubmit();
});

const kept = JSON.parse(sessionStorage.getItem(SCROLL) || "null");
sessionStorage.removeItem(SCROLL);
if (kept && kept[0] === location.pathname && !location.hash) scrollTo({ top: kept[1], behavior: "instant" });
