// Where in the outline one is: the section one writes in while it is seen, otherwise the one at the top.
import { oncePerFrame } from "../frames.js";
import { redrawn } from "./pieces.js";

const LINE = 140;

export function outline(shell) {
  const root = shell.querySelector(".cm");
  if (!root) return;
  const follow = () => {
    const current = held(root) ?? top(root);
    for (const link of shell.querySelectorAll(".outline-list a")) {
      if (link.hash.slice(1) === current?.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const later = oncePerFrame(follow);
  root.addEventListener("scroll", later, { passive: true });
  addEventListener("scroll", later, { passive: true });
  shell.addEventListener("focusin", later);
  redrawn(later);
  follow();
}

function held(root) {
  const section = document.activeElement?.closest(".drafting");
  if (!section || !root.contains(section)) return null;
  const { top: begin, bottom: end } = section.getBoundingClientRect();
  const { top: from, bottom: to } = root.getBoundingClientRect();
  return begin < Math.min(to, innerHeight) && end > Math.max(from, 0) ? section : null;
}

/** The section that stands at the top of `root`. */
export function top(root) {
  const line = Math.max(root.getBoundingClientRect().top, 0) + LINE;
  const sections = [...root.querySelectorAll(".drafting")];
  return sections.findLast((section) => section.getBoundingClientRect().top < line) ?? sections[0];
}
