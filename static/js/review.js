// The review page: R marks the section read, Ctrl+Enter sends the answer, the checklist counts itself.
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

const answer = document.querySelector("[data-verdict]");

function count() {
  const checks = [...answer.querySelectorAll("input[name=checked]")];
  const told = answer.querySelector("[data-checked]");
  if (checks.length) told.textContent = `${checks.filter((check) => check.checked).length} of ${checks.length} checked`;
}

if (answer) {
  answer.addEventListener("change", count);
  answer.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    answer.requestSubmit();
  });
  count();
}
