// Single keys. Never while somebody types, never with a modifier, and not at all when turned off in the profile.
import { show } from "./dialog.js";

export const off = () => document.body.dataset.shortcuts === "off";
export const typing = (element) => element.closest?.("input, textarea, select, [contenteditable], dialog[open]");
let waitingForG = 0;

function list() {
  const template = document.getElementById("shortcuts-list");
  if (template) show(template.innerHTML);
}

/** Moves along the rows: whatever holds the row's link. */
function step(by) {
  const links = [...document.querySelectorAll("main :is(.row-title, .a-title, [data-row])")].filter((a) => a.offsetParent);
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  const next = links[Math.min(links.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  c: () => document.querySelector("[data-declare]")?.click(),
  "/": () => (document.querySelector("main input[type=search]") || document.querySelector("a[data-palette]"))?.focus(),
  "?": list,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || off() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (waitingForG && Date.now() - waitingForG < 1200) {
    waitingForG = 0;
    const link = document.querySelector(`a[data-go="${CSS.escape(key)}"]`);
    if (link) {
      event.preventDefault();
      location.assign(link.href);
      return;
    }
  }
  if (key === "g") {
    waitingForG = Date.now();
    return;
  }
  // A page adds its own: any link or button with data-key.
  const own = document.querySelector(`main [data-key="${CSS.escape(key)}"]`);
  const act = own ? () => (own.matches("input, textarea, select") ? own.focus() : own.click()) : keys[key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shortcuts-open]")) list();
});
