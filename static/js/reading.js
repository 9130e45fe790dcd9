// The reading view: where one is in the contents, printing, copying the address.
import { oncePerFrame } from "./frames.js";

const toc = document.querySelector("[data-toc]");

/** Marks the section that stands at the top of the window. */
function follow() {
  const links = [...toc.querySelectorAll("a")];
  const sections = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const line = 120;
  let current = 0;
  sections.forEach((section, place) => {
    if (section && section.getBoundingClientRect().top <= line) current = place;
  });
  links.forEach((link, place) => {
    if (place !== current) return link.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    // On phones the contents are one line that scrolls sideways.
    if (toc.scrollWidth > toc.clientWidth) toc.scrollLeft = link.offsetLeft - toc.clientWidth / 3;
  });
}

if (toc) {
  const later = oncePerFrame(follow);
  addEventListener("scroll", later, { passive: true });
  later();
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
