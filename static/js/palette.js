// Ctrl K: the jump dialog. Its input asks the server through htmx; the keys move through whatever came back.
import { close, load } from "./dialog.js";

const dialog = document.getElementById("dialog");
const items = () => [...dialog.querySelectorAll(".menu-item")];
// What Enter was pressed for, when the results of it are still on their way.
let chosen = null;

const results = () => dialog.querySelector("#jump-results");
const isShown = (words) => results()?.dataset.for === words;

function mark(item) {
  items().forEach((other) => {
    other.classList.toggle("is-active", other === item);
    other.setAttribute("aria-selected", String(other === item));
  });
  item?.scrollIntoView({ block: "nearest" });
  const input = dialog.querySelector("[data-palette-input]");
  input?.setAttribute("aria-expanded", String(items().length > 0));
  if (!item) return input?.removeAttribute("aria-activedescendant");
  item.id ||= `jump-${items().indexOf(item)}`;
  input?.setAttribute("aria-activedescendant", item.id);
}

function openPalette(from) {
  const link = from || document.querySelector("a[data-palette]");
  if (link && !dialog.open) load(link.href, link).then(() => mark(items()[0]));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-palette]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPalette(link);
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return openPalette();
  }
  if (!event.target.matches?.("[data-palette-input]") || event.isComposing) return;
  const list = items();
  const at = list.findIndex((item) => item.classList.contains("is-active"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    mark(list.at(event.key === "ArrowDown" ? (at + 1) % list.length : at <= 0 ? -1 : at - 1));
  } else if (event.key === "Enter" && dialog.contains(event.target)) {
    event.preventDefault();
    const words = event.target.value.trim();
    if (isShown(words)) (list[at] || list[0])?.click();
    else chosen = words;
  } else if (event.key === "Escape" && dialog.open) {
    // The browser would empty the field first.
    event.preventDefault();
    close();
  }
});
document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-palette-input]")) chosen = null;
});
dialog.addEventListener("close", () => (chosen = null));

// The first hit is ready for Enter as soon as there is one, and opened when that was pressed before. What follows in an
// answer of its own takes nothing away from the hit that is marked.
document.addEventListener("htmx:afterSwap", () => {
  if (!dialog.open || !results()) return;
  if (!items().some((item) => item.classList.contains("is-active"))) mark(items()[0]);
  if (chosen !== null && isShown(chosen)) items()[0]?.click();
});
