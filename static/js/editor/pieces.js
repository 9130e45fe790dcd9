// Small pieces of the page that the editor makes.
import { initials } from "./texts.js";

const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#i-${name}`);
  svg.append(use);
  return svg;
}

export function piece(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

/** One line of a menu. */
export function option(item, id, isActive) {
  const line = Object.assign(piece("div", `menu-item${isActive ? " is-active" : ""}`), { id });
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", String(isActive));
  line.append(item.user ? face(item.user, "s") : icon(item.icon), piece("span", "", item.words));
  if (item.note) line.append(piece("span", "end", item.note));
  return line;
}

/** The round mark of somebody who is here; decoration, like {% avatar %}. */
export function face({ handle, hue }, size = "") {
  const mark = piece("span", "avatar is-live", initials(handle));
  mark.dataset.hue = hue;
  if (size) mark.dataset.size = size;
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

/** Calls `work` with the element whenever htmx has put a piece of the page in its place. */
export function redrawn(work) {
  for (const name of ["htmx:afterSettle", "htmx:oobAfterSwap"]) document.addEventListener(name, ({ detail }) => work(detail.target ?? detail.elt));
}
