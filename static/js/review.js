// The review page: R marks the section read, the checklist counts itself.
import { off, typing } from "./shortcuts.js";

function section() {
  const held = document.activeElement?.closest(".diff-section");
  if (held) return held;
  const open = [...document.querySelectorAll(".diff-section:not(.is-viewed)")];
  return open.find((each) => each.getBoundingClientRect().bottom > 120) ?? open[0];
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "r" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (off() || typing(event.target)) return;
  const box = section()?.querySelector("[data-read]");
  if (!box) return;
  event.preventDefault();
  box.click();
});
