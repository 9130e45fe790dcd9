// <details data-menu> as a menu: one open at a time, Esc and a click elsewhere close it, arrow keys move.
const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  menus().forEach((menu) => {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
});

document.addEventListener("focusin", (event) => {
  menus().forEach((menu) => {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu]");
  if (!menu?.open) return;
  if (event.key === "Escape") {
    event.stopPropagation();
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  }
  // In a field these keys are the field's own, for example in its suggestions.
  if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) || event.target.matches("input")) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll(".menu-item:not([disabled])")];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
  items.at(next % items.length)?.focus();
});

// An item that changes the page through htmx has done its work; a field that asks for suggestions has not.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches?.("input")) return;
  event.detail.elt.closest?.("details[data-menu]")?.removeAttribute("open");
});
