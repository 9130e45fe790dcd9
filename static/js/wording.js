// Between words that a hint is about and its card in the margin; the editor marks the words (editor/hints.js).
const cardOf = (node) => document.getElementById((node?.closest ? node : node?.parentElement)?.closest(".blame")?.dataset.card ?? "");
let text = null;

function close() {
  for (const each of document.querySelectorAll(".language-hint.is-active, .margin.is-called")) each.classList.remove("is-active", "is-called");
}

function open(card) {
  close();
  card.dispatchEvent(new Event("debrief:card", { bubbles: true }));
  card.classList.add("is-active");
  if (!card.offsetParent) card.closest(".margin").classList.add("is-called");
  if (!card.closest(".is-laid")) card.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", ({ target }) => {
  const card = cardOf(target);
  if (card) open(card);
  else if (!target.closest("[data-hint]")) close();
});

// Ctrl . in marked words goes to their card, and there takes the words it suggests; Escape goes back to the text.
document.addEventListener("keydown", (event) => {
  const own = event.target.closest?.("[data-hint]");
  if (event.key === "Escape") {
    close();
    if (own) text?.focus();
  }
  if (event.key !== "." || !(event.ctrlKey || event.metaKey)) return;
  const card = own ?? cardOf(getSelection().anchorNode);
  if (!card) return;
  event.preventDefault();
  const use = own?.querySelector("[data-reword] button");
  if (use) return use.click();
  open(card);
  text = event.target.closest(".cm-content") ?? text;
  card.focus({ preventScroll: true });
});
