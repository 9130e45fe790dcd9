// What outlives the replacement of a piece of the page: the focus, and for what comes unasked also what was typed into it,
// what was opened and how far it was scrolled.
const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), textarea, select";
const CHOICES = ["checkbox", "radio"];
// Marks of who is where are the page's own, and no part of what the server says.
const OWN = "[data-here] > *, .row-here, input[name=csrfmiddlewaretoken]";
const PASSING = ["aria-current", "aria-busy", "data-busy", "hx-swap-oob"];
const LOOKS = ["is-active", "is-laid", "htmx-request", "htmx-swapping", "htmx-settling", "htmx-added"];

function words(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(OWN).forEach((each) => each.remove());
  for (const each of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of PASSING) each.removeAttribute(name);
    each.classList.remove(...LOOKS);
  }
  return copy.outerHTML.replace(/\s+/g, " ").replaceAll(' class=""', "");
}

/** Whether both say the same, apart from what every answer makes anew. */
export const alike = (fresh, place) => words(fresh) === words(place);

function isTyped(field) {
  if (CHOICES.includes(field.type)) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return [...field.options].some((each, n) => each.selected !== (each.defaultSelected || (!n && !field.multiple && !field.querySelector("[selected]"))));
  return field.value !== field.defaultValue;
}

/** Fields that say something the server does not know yet. */
export const typed = (place) => [...place.querySelectorAll(FIELDS)].filter(isTyped);

/** Somebody writes, chooses or reads so closely that a new piece would be in the way. */
export function isAtWork(place) {
  const menu = "details[data-menu][open], dialog[open]";
  if (place.matches(menu) || place.querySelector(menu)) return true;
  const { activeElement } = document;
  if (place.contains(activeElement) && activeElement.matches(`${FIELDS}, [contenteditable]`) && !CHOICES.includes(activeElement.type)) return true;
  const selection = getSelection();
  if (!selection.isCollapsed && place.contains(selection.anchorNode)) return true;
  return typed(place).length > 0;
}

const nameOf = (field) => [field.form?.getAttribute("action"), field.name, CHOICES.includes(field.type) ? field.value : ""].join(" ");
const find = (root, field) => [...root.querySelectorAll(FIELDS)].find((each) => (field.id ? each.id === field.id : nameOf(each) === nameOf(field)));

/** Whether what was typed finds a place in the new piece. */
export const keeps = (place, fresh) => typed(place).every((field) => CHOICES.includes(field.type) || (fresh && find(fresh, field)));

const label = (element) => element.getAttribute("aria-label") || element.textContent.trim();
const details = (place) => [place, ...place.querySelectorAll("details")].filter((each) => each.matches("details"));
const summary = (each) => each.id || label(each.querySelector("summary") ?? each);
const marked = (element) => element.id || element.className;

function focused(place) {
  const { activeElement: active } = document;
  if (!place.contains(active)) return null;
  const { id, tagName, selectionStart: start, selectionEnd: end } = active;
  return { id, tag: tagName, words: label(active), field: active.matches(FIELDS) && active, start, end };
}

function refocus(place, was) {
  if (!was || document.activeElement !== document.body) return;
  const alike = was.field ? find(place, was.field) : [...place.querySelectorAll(was.tag)].find((each) => label(each) === was.words);
  const same = was.id ? document.getElementById(was.id) : alike;
  // In the editor one goes on near by, with the keys.
  (same ?? (place.closest("[data-editor]") && place.querySelector("a, button")))?.focus({ preventScroll: true });
  if (same && was.start != null) same.setSelectionRange?.(was.start, was.end);
}

function put(place, field) {
  const now = find(place, field);
  if (!now) return;
  if (CHOICES.includes(field.type)) now.checked = field.checked;
  else now.value = field.value;
  now.dispatchEvent(new Event("input", { bubbles: true }));
}

/** To be called before the piece is replaced. What was asked for by hand comes as it is, but for the focus. */
export function carry(place, isNews) {
  const { id } = place;
  const focus = focused(place);
  if (!id) return;
  const fields = isNews ? typed(place) : [];
  const open = isNews ? details(place).filter((each) => each.open).map(summary) : [];
  const scrolled = isNews ? [place, ...place.querySelectorAll("*")].filter((each) => each.scrollTop).map((each) => [marked(each), each.scrollTop]) : [];
  queueMicrotask(() => {
    const now = document.getElementById(id);
    if (!now) return;
    for (const each of details(now)) if (open.includes(summary(each))) each.open = true;
    for (const field of fields) if (!field.isConnected) put(now, field);
    for (const [key, top] of scrolled) {
      const scroller = [now, ...now.querySelectorAll("*")].find((each) => marked(each) === key);
      if (scroller && !scroller.scrollTop) scroller.scrollTop = top;
    }
    refocus(now, focus);
  });
}
