// Threads and the words they are about: from one to the other, and a tint under the words on pages without an editor.
const thread = (id) => document.getElementById(`thread-${id}`);

/** Letters and digits alone, as Markdown and what is made of it have in common, each with where it stands. */
function letters(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const { 0: letter, index } of node.data.matchAll(/[\p{L}\p{N}]/gu)) found.push({ letter, node, index });
  }
  return found;
}

function wordsOf(card, quote) {
  const root = card.closest(".diff-section")?.querySelector(".diff");
  const sought = (quote.textContent.match(/[\p{L}\p{N}]/gu) ?? []).join("");
  if (!root || !sought) return null;
  const there = letters(root);
  const text = there.map(({ letter }) => letter).join("");
  let at = text.indexOf(sought);
  for (let n = Number(quote.dataset.quote); n > 0 && at >= 0; n--) at = text.indexOf(sought, at + 1);
  // Places count letters, of which some take two units; then the words are left unmarked rather than marked wrongly.
  if (at < 0 || text.length !== there.length) return null;
  const [first, last] = [there[at], there[at + sought.length - 1]];
  const range = new Range();
  range.setStart(first.node, first.index);
  range.setEnd(last.node, last.index + 1);
  return range;
}

function tint() {
  if (!window.Highlight || !CSS.highlights) return;
  const cards = [...document.querySelectorAll(".diff-section .thread[data-thread]")];
  const ranges = cards.map((card) => [card, card.querySelector("[data-quote]")]).map(([card, quote]) => quote && wordsOf(card, quote));
  CSS.highlights.set("commented", new Highlight(...ranges.filter(Boolean)));
}

function show(card) {
  document.querySelectorAll(".thread.is-active").forEach((each) => each.classList.remove("is-active"));
  card.dispatchEvent(new Event("debrief:card", { bubbles: true }));
  card.classList.add("is-active");
  // In the editor's margin the card comes to the line.
  if (!card.closest(".is-laid")) card.scrollIntoView({ block: "nearest" });
}

// On phones the cards stand below the text, and whoever puts the cursor into words wants to stay there.
const beside = matchMedia("(min-width: 64.0625rem)");

document.addEventListener("selectionchange", () => {
  const { focusNode } = document.getSelection();
  const marked = focusNode?.parentElement?.closest(".commented[data-marks]");
  const card = marked && thread(marked.dataset.marks);
  if (card && beside.matches && !card.classList.contains("is-active")) show(card);
});

document.addEventListener("click", (event) => {
  const card = event.target.closest?.(".thread");
  if (card) show(card);
  const goes = event.target.closest?.("[data-goes]");
  const place = goes && card && (document.querySelector(`[data-marks="${card.dataset.thread}"]`) ?? document.querySelector(`[data-at="${CSS.escape(goes.dataset.goes)}"]`));
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView({ block: "center" });
  (place.closest("[contenteditable]") ?? place).focus?.({ preventScroll: true });
});

if (document.querySelector(".diff-section")) {
  tint();
  document.addEventListener("htmx:afterSettle", tint);
}
const asked = document.getElementById(location.hash.slice(1));
if (asked?.matches(".thread")) show(asked);
