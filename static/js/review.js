// The review page: R marks the section read, Ctrl+Enter sends the answer, the checklist counts itself.
import { oncePerFrame } from "./frames.js";
import { off, typing } from "./shortcuts.js";

const LINE = 160;

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

/** The list says which section one is at: the last whose head has come up to the line below the strip. */
function follow() {
  const sections = [...document.querySelectorAll(".diff-section[id]")];
  const at = sections.findLast((each) => each.getBoundingClientRect().top < LINE) ?? sections[0];
  for (const link of document.querySelectorAll(".review-sections a")) {
    if (link.hash === `#${at?.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (document.querySelector(".review-sections")) {
  const later = oncePerFrame(follow);
  addEventListener("scroll", later, { passive: true });
  document.addEventListener("focusin", later);
  document.addEventListener("htmx:afterSettle", later);
  follow();
}

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
