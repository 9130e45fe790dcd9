// Ctrl K: the jump dialog. Its input asks the server through htmx; the keys move through whatever came back.
import { load } from "./dialog.js";

const dialog = document.getElementById("dialog");
const items = () => [...dialog.querySelectorAll(".menu-item")];

function mark(item) {
  items().forEach((other) => {
    other.classList.toggle("is-active", other === item);
    other.setAttribute("aria-selected", String(other === item));
  });
  item?.scrollIntoView({ block: "nearest" });
  const input = dialog.querySelector("[data-palette-input]");
  if (!item) return input?.removeAttribute("aria-activedescendant");
  item.id ||= `jump-${items().indexOf(item)}`;
  input?.setAttribute("aria-activedescendant", item.id);
}

function openPalette(from) {
  const link = from || document.querySelector("a[data-palette]");
  if (link && !dialog.open) load(link.href, link);
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
  if (!event.target.matches?.("[data-palette-input]")) return;
  const list = items();
  const at = list.findIndex((item) => item.classList.contains("is-active"));
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    mark(list.at(event.key === "ArrowDown" ? (at + 1) % list.length : at <= 0 ? -1 : at - 1));
  } else if (event.key === "Enter" && list.length) {
    event.preventDefault();
    (list[at] || list[0]).click();
  }
});

// The first hit is ready for Enter as soon as results arrive.
document.addEventListener("htmx:afterSwap", (event) => {
  if (dialog.classList.contains("palette") && dialog.contains(event.detail.target)) mark(items()[0]);
});
