// No piece of the page is replaced under the hand: every answer waits while the pointer is down, and what the server
// tells by itself also while somebody is at work in its place. Afterwards the newest is shown; none waits for ever.
import { alike, carry, isAtWork, keeps, typed } from "./carrying.js";
import { isPressed, whenLifted } from "./pressing.js";

// In milliseconds: the longest work that anything waits for, and how often it is asked whether somebody is done.
const [WORK, LOOK] = [60_000, 200];
const waiting = new Map();
const sending = new Map();
const asking = new Map();
let answering = null;
let timer = 0;

/** Nobody asked: polling, the server's word, a piece that comes after the page. */
const isNews = ({ triggeringEvent } = {}) => !triggeringEvent || triggeringEvent instanceof CustomEvent;
const keyOf = (place) => place.id || place;

/** `wait` knows since when, whether it is news, and the request that brought it, which does not wait for itself. */
function mustWait(place, { since, isNews, xhr, fresh }) {
  if (isPressed()) return true;
  for (const [other, elt] of sending) if (other !== xhr && (isNews || place.contains(elt))) return true;
  // Of pieces that lie in one another the older is shown first.
  for (const { place: outer } of waiting.values()) if (outer !== place && outer.contains(place)) return true;
  if (!isNews) return false;
  return Date.now() - since < WORK ? isAtWork(place) : !keeps(place, fresh?.());
}

function wait(place, entry) {
  const key = keyOf(place);
  waiting.delete(key);
  waiting.set(key, { ...entry, place });
  if (!timer) timer = setTimeout(look, LOOK);
}

function look() {
  clearTimeout(timer);
  timer = 0;
  for (const [key, entry] of [...waiting]) {
    const place = entry.place.isConnected ? entry.place : document.getElementById(entry.place.id);
    if (waiting.get(key) !== entry) continue;
    waiting.delete(key);
    if (place && mustWait(place, entry)) wait(place, entry);
    else entry.show(place);
  }
  if (waiting.size && !timer) timer = setTimeout(look, LOOK);
}

/** A newer answer takes this place: what an older one says there is of no use, what it says elsewhere is. */
function overtake(place) {
  for (const [key, { place: other, show }] of [...waiting]) {
    if (!place.contains(other)) continue;
    waiting.delete(key);
    show(null);
  }
}

/** Since when the place waits already: a newer answer does not begin the waiting anew. */
const since = (place) => waiting.get(keyOf(place))?.since ?? Date.now();

/** Shows it now, or when nobody is disturbed by it any more. For pieces that are fetched without htmx. */
export function whenFree(place, show) {
  const entry = { since: since(place), isNews: true, show: (now) => now && show() };
  if (mustWait(place, entry)) wait(place, entry);
  else show();
}

function meant(detail) {
  answering = { isNews: isNews(detail.requestConfig), xhr: detail.xhr };
  queueMicrotask(() => (answering = null));
}

const said = (elt, name) => {
  const found = elt.closest(`[${name}]`)?.getAttribute(name);
  return found === "unset" ? null : found;
};

/** Before a new piece comes. What the old one had asked for itself would be answered to nobody. */
function leave(place, isNews, xhr = null) {
  for (const [other, elt] of asking) if (other !== xhr && elt === place) other.abort();
  carry(place, isNews);
}

document.addEventListener("htmx:beforeSend", ({ detail: { xhr, requestConfig } }) => {
  const its = isNews(requestConfig) ? asking : requestConfig.verb === "get" ? null : sending;
  its?.set(xhr, requestConfig.elt);
  // Its own event, for htmx tells of nothing whose element has left the page.
  xhr.addEventListener("loadend", () => {
    its?.delete(xhr);
    if (its === sending) look();
  });
});
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => meant(detail));

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { target, serverResponse, requestConfig, xhr } = detail;
  const { elt } = requestConfig;
  const [style, ...rest] = (detail.swapOverride ?? said(elt, "hx-swap") ?? "innerHTML").split(/\s+/);
  if (!detail.shouldSwap || style === "none") return;
  const options = { select: detail.selectOverride ?? said(elt, "hx-select"), selectOOB: said(elt, "hx-select-oob"), eventInfo: detail, contextElement: document.body };
  const fresh = () => new DOMParser().parseFromString(serverResponse, "text/html").getElementById(target.id);
  const entry = { isNews: isNews(requestConfig), xhr, since: since(target), fresh };
  const again = serverResponse.includes("hx-swap-oob") || options.selectOOB || style !== "outerHTML" ? null : entry.isNews && fresh();
  overtake(target);
  meant(detail);
  if (again && alike(again, target)) detail.shouldSwap = false;
  else if (mustWait(target, entry)) {
    detail.shouldSwap = false;
    const [, showTarget, show] = /^show:(.+):(.+)$/.exec(rest.find((each) => each.startsWith("show:"))) ?? [];
    entry.show = (place) => {
      meant(detail);
      if (place) leave(place, entry.isNews);
      const spec = { swapStyle: place ? style : "none", swapDelay: 0, settleDelay: 0, ignoreTitle: detail.ignoreTitle };
      window.htmx.swap(place ?? document.body, serverResponse, place && show ? { ...spec, show, showTarget } : spec, options);
    };
    wait(target, entry);
  } else leave(target, entry.isNews, entry.xhr);
});

document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const { target, fragment } = detail;
  const fresh = fragment?.firstElementChild;
  if (!detail.shouldSwap || !target.id || fresh?.id !== target.id) return;
  const entry = { isNews: false, since: since(target), ...answering, fresh: () => fresh };
  overtake(target);
  // A form that was sent is emptied by the same form anew.
  if (alike(fresh, target) && (entry.isNews || !typed(target).length)) detail.shouldSwap = false;
  else if (mustWait(target, entry)) {
    detail.shouldSwap = false;
    const { outerHTML } = fresh;
    entry.show = (place) => {
      if (!place) return;
      const html = document.createElement("template");
      html.innerHTML = outerHTML;
      html.content.firstElementChild.setAttribute("hx-swap-oob", "true");
      const other = answering;
      answering = entry;
      window.htmx.swap(document.body, html.innerHTML, { swapStyle: "none", swapDelay: 0, settleDelay: 0 }, { contextElement: document.body, eventInfo: { target: document.body, elt: document.body } });
      answering = other;
    };
    wait(target, entry);
  } else leave(target, entry.isNews, entry.xhr);
});

// The bundle of the editor reaches this by an event; whoever takes it shows the piece.
document.addEventListener("debrief:renew", (event) => {
  event.preventDefault();
  whenFree(event.target, event.detail.show);
});

whenLifted(look);
