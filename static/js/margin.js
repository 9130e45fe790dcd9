// The editor's margin: cards lie at the lines they are about and scroll with the text; the tabs show one pane of it.
// Where there is no room for a margin, or before this runs, the panes stand one after the other.
import { oncePerFrame } from "./frames.js";
import { GAP, stacked } from "./stacking.js";

const grid = document.querySelector(".editor-grid.is-write");
const text = grid?.querySelector(".cm");
const beside = matchMedia("(min-width: 64.0625rem)");
const sheet = new CSSStyleSheet();
let written = "";
let held = "";
const body = () => document.querySelector("#margin .margin-body");
const pane = () => document.getElementById("pane-comments");
const isLaid = () => beside.matches && grid.dataset.pane !== "pane-review";

/** What a card is about: its words, else its block or row, else its section; null for the whole. */
function placeOf(card) {
  const { thread, hint } = card.dataset;
  const words = hint ? `[data-card="${card.id}"]` : thread && `[data-marks="${thread}"]`;
  const goes = card.querySelector("[data-goes]");
  const at = goes?.dataset.goes && `[data-at="${CSS.escape(goes.dataset.goes)}"]`;
  const section = hint ? `section-${hint}` : goes?.hash.slice(1);
  return (words && text.querySelector(words)) || (at && text.querySelector(at)) || (section && document.getElementById(section));
}

/** Not as attributes: htmx would copy those to the new pieces, which the content policy forbids. */
function write(rules) {
  if (rules === written) return;
  written = rules;
  sheet.replaceSync(rules);
}

/** A thread at hand stays at hand when its card is fetched anew. */
function hold(lane) {
  const active = [...lane.querySelectorAll(".is-active")];
  // Another one was chosen while this one was being brought back.
  const chosen = active.find((card) => card.id !== held);
  if (chosen && active.length > 1) document.getElementById(held)?.classList.remove("is-active");
  if (active.length) held = (chosen ?? active[0]).id;
  else if (held.startsWith("thread-")) document.getElementById(held)?.classList.add("is-active");
}

function lay() {
  const lane = pane();
  if (!lane) return;
  const cards = [...lane.querySelectorAll(".thread[id], .language-hint[id]")];
  lane.classList.toggle("is-laid", isLaid());
  if (!isLaid()) return write("");
  hold(lane);
  const scroller = body();
  const from = text.getBoundingClientRect().top;
  const begin = lane.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  const shift = text.scrollTop - from - begin + (from - scroller.getBoundingClientRect().top);
  const rows = cards.map((card) => {
    const place = placeOf(card);
    const wanted = place ? place.getBoundingClientRect().top + shift : 0;
    return { card, wanted, height: card.offsetHeight, isActive: card.classList.contains("is-active") };
  });
  rows.sort((a, b) => a.wanted - b.wanted);
  const tops = stacked(rows, lane.querySelector("[data-lane-start]").offsetTop);
  const rules = [];
  let end = text.scrollHeight - text.clientHeight + scroller.clientHeight - begin;
  for (const [{ card, height }, top] of tops) {
    rules.push(`#${CSS.escape(card.id)} { top: ${top}px; }`);
    end = Math.max(end, top + height + GAP);
  }
  write(`${rules.join("\n")}\n#pane-comments { height: ${end}px; }`);
  follow();
}

/** The margin scrolls as far as the text; past its end only cards that found no place are left. */
function follow() {
  const scroller = body();
  if (!isLaid() || !scroller) return;
  const isPast = text.scrollTop >= text.scrollHeight - text.clientHeight - 1 && scroller.scrollTop > text.scrollTop;
  if (!isPast && Math.abs(scroller.scrollTop - text.scrollTop) >= 1) scroller.scrollTop = text.scrollTop;
}

function lead({ target }) {
  if (target === body() && isLaid() && Math.abs(text.scrollTop - target.scrollTop) >= 1) text.scrollTop = target.scrollTop;
}

function choose(id) {
  grid.dataset.pane = id;
  for (const tab of document.querySelectorAll("#margin .tabs a")) {
    const shown = document.getElementById(tab.hash.slice(1))?.closest(".margin-pane")?.id;
    if (shown === id) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  if (id === "pane-review") body().scrollTop = 0;
  lay();
}

if (grid && document.getElementById("margin")) {
  const again = oncePerFrame(lay);
  document.adoptedStyleSheets.push(sheet);
  choose("pane-comments");
  text.addEventListener("scroll", () => (follow(), again()), { passive: true });
  document.addEventListener("scroll", lead, { passive: true, capture: true });
  beside.addEventListener("change", again);
  new ResizeObserver(again).observe(text.querySelector(".cm-inner"));
  // Pieces come and go, marks are drawn anew, and the card at hand says so by its class.
  const watched = { childList: true, subtree: true, attributeFilter: ["class", "open"] };
  const pieces = new MutationObserver(again);
  pieces.observe(text, watched);
  pieces.observe(grid, watched);
  document.addEventListener("htmx:oobAfterSwap", ({ detail: { target } }) => target?.id === "margin" && choose(grid.dataset.pane));
  document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => target?.id === "margin" && choose(grid.dataset.pane));
  // Asked for by its words: the pane it stands in is shown first.
  document.addEventListener("debrief:card", ({ target }) => {
    // At once: it may be replaced before the next frame.
    held = target.id;
    choose(target.closest(".margin-pane")?.id ?? grid.dataset.pane);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const shown = link && document.getElementById(link.hash.slice(1))?.closest(".margin-pane");
    if (!shown || !beside.matches) return;
    choose(shown.id);
    if (link.closest(".margin-tabs")) event.preventDefault();
  });
}
