// <form data-autosave hx-post hx-trigger="autosave" hx-swap="none"> with an element [data-autosave-state] inside.
// Saves after a pause and on leaving the field. The answer's X-Version goes into the form's `version` field; a 409 goes
// where its HX-Retarget says. What the server does not have yet is kept in this browser until it has it.
import { backup, forget, recall } from "./drafts.js";
import { signInLink } from "./requests.js";

const PAUSE = 1200;
const forms = new WeakMap();
const clock = (date = new Date()) => date.toTimeString().slice(0, 5);

function state(form, words, tone = "") {
  const place = form.querySelector("[data-autosave-state]");
  if (!place) return;
  place.textContent = words;
  place.dataset.tone = tone;
}

function of(form) {
  if (!forms.has(form)) forms.set(form, { timer: 0, dirty: false, sending: false, failures: 0, conflict: false });
  return forms.get(form);
}

function save(form) {
  const its = of(form);
  clearTimeout(its.timer);
  if (!its.dirty || its.conflict || !form.isConnected) return;
  if (!navigator.onLine) return state(form, "Offline. Kept in this browser.", "amber");
  if (its.sending) return void (its.timer = setTimeout(() => save(form), PAUSE));
  its.sending = true;
  its.dirty = false;
  state(form, "Saving");
  window.htmx.trigger(form, "autosave");
}

function later(form, pause = PAUSE) {
  const its = of(form);
  clearTimeout(its.timer);
  its.timer = setTimeout(() => save(form), pause);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (!form) return;
  of(form).dirty = true;
  backup(form);
  later(form);
});
document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (form) save(form);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (!form.matches?.("form[data-autosave]")) return;
  const its = of(form);
  const { xhr, successful } = event.detail;
  its.sending = false;
  const version = xhr.getResponseHeader("X-Version");
  if (successful && version) {
    its.failures = 0;
    if (form.elements.version) form.elements.version.value = version;
    if (its.dirty) return later(form);
    forget(form);
    return state(form, `Saved ${clock()}`);
  }
  its.dirty = true;
  if (xhr.status === 409) {
    its.conflict = true;
    return state(form, "Not saved: somebody else changed this. Your text is still here.", "red");
  }
  if (xhr.status === 422 || xhr.status === 413) return state(form, "Not saved: see what is wrong above.", "red");
  if (xhr.status === 403 || xhr.status === 404) return state(form, "Could not save. Copy your text.", "red");
  its.failures += 1;
  if (successful) {
    state(form, "Not saved: you are signed out. Your text is kept in this browser. ", "red");
    form.querySelector("[data-autosave-state]")?.append(signInLink(xhr));
  } else state(form, navigator.onLine ? "Could not save. Kept in this browser; trying again." : "Offline. Kept in this browser.", "amber");
  later(form, Math.min(30_000, PAUSE * 2 ** its.failures));
});

window.addEventListener("online", () => document.querySelectorAll("form[data-autosave]").forEach(save));
window.addEventListener("beforeunload", (event) => {
  const unsaved = [...document.querySelectorAll("form[data-autosave]")].some((form) => of(form).dirty || of(form).sending);
  if (unsaved) event.preventDefault();
});

/** Offers what was typed here before and never reached the server. */
function offer(form) {
  const kept = recall(form);
  const place = form.querySelector("[data-autosave-state]");
  if (!kept || !place) return;
  place.dataset.tone = "amber";
  place.textContent = `Unsaved text from ${clock(new Date(kept.at))} is kept in this browser. `;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-s", textContent: "Bring it back" });
  button.addEventListener("click", () => {
    for (const [name, value] of Object.entries(kept.values)) if (form.elements[name]) form.elements[name].value = value;
    // With the version it was typed upon: the server shows both texts when somebody saved in between.
    if (kept.version && form.elements.version) form.elements.version.value = kept.version;
    of(form).dirty = true;
    save(form);
  });
  const discard = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-s btn-quiet", textContent: "Discard it" });
  discard.addEventListener("click", () => {
    forget(form);
    state(form, "");
  });
  place.append(button, discard);
}

// After a conflict the comparison offers <button data-autosave-resume="version" data-autosave-for="key">: save mine over it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-autosave-resume]");
  if (!button) return;
  const form = document.querySelector(`form[data-autosave="${CSS.escape(button.dataset.autosaveFor)}"]`);
  form.elements.version.value = button.dataset.autosaveResume;
  Object.assign(of(form), { conflict: false, dirty: true });
  button.closest("[data-conflict]")?.replaceChildren();
  save(form);
});

const begin = (root) => root.querySelectorAll?.("form[data-autosave]").forEach(offer);
document.addEventListener("htmx:afterSettle", (event) => begin(event.detail.target));
begin(document);
