// The buttons above the text act on the section the cursor is in, or was in last.
import { marks } from "./marks.js";

export function toolbar(shell, current, choices) {
  const bar = shell.querySelector("[data-toolbar]");
  if (!bar) return;
  // Pressing a button must not take the cursor out of the text.
  bar.addEventListener("mousedown", (event) => event.target.closest("[data-mark], [data-put]") && event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark], [data-put]");
    const view = button && current();
    if (!view || view.state.readOnly) return;
    view.focus();
    const { mark, put } = button.dataset;
    if (mark) return marks[mark](view);
    const { from, to } = view.state.selection.main;
    choices.find(({ name }) => name === put)?.run(view, to, Math.max(from, to));
  });
}

/** The buttons can be pressed while there is a text to act on. */
export function enable(shell, on) {
  const bar = shell.querySelector("[data-toolbar]");
  if (!bar) return;
  for (const button of bar.querySelectorAll("[data-mark], [data-put]")) button.disabled = !on;
  if (!bar.dataset.roving) roving(bar);
  bar.dataset.roving = "true";
}

/** One stop for Tab; the arrow keys move inside. */
function roving(bar) {
  const stops = () => [...bar.querySelectorAll("button:enabled, a")].filter((each) => each.offsetParent);
  const only = (chosen) => stops().forEach((each) => (each.tabIndex = each === chosen ? 0 : -1));
  only(stops()[0]);
  bar.addEventListener("focusin", (event) => only(event.target.closest("button, a")));
  bar.addEventListener("keydown", (event) => {
    const all = stops();
    const at = all.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    all.at(next % all.length).focus();
  });
}
