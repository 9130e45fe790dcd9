// Hints about wording: marks under the words, and other words put in their place. The cards come from the server.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { toast } from "./http.js";
import { redrawn } from "./pieces.js";
import { nearest } from "./texts.js";

const shown = StateEffect.define();

export const hints = StateField.define({
  create: () => Decoration.none,
  update: (marks, { changes, effects }) => effects.find((each) => each.is(shown))?.value ?? marks.map(changes),
  provide: (field) => EditorView.decorations.from(field),
});

/** Where the words of a card are in the text as it is now; null when they were changed. */
function found(view, { words, at }) {
  const from = nearest(view.state.doc.toString(), words, +at);
  return from < 0 ? null : { from, to: from + words.length };
}

/** Answers what shows the marks of the cards that are on the page; it does so by itself when they are fetched anew. */
export function hinting(draft) {
  const mark = (card, place) => Decoration.mark({ class: "blame", attributes: { "data-card": card.id } }).range(place.from, place.to);
  const show = () => {
    for (const { key, view } of draft.sections.filter((each) => each.view)) {
      const cards = [...document.querySelectorAll(`[data-hint="${key}"]`)];
      const marks = cards.flatMap((card) => (found(view, card.dataset) ? [mark(card, found(view, card.dataset))] : []));
      view.dispatch({ effects: shown.of(Decoration.set(marks, true)) });
    }
  };
  redrawn((target) => target?.id === "margin" && show());
  document.addEventListener("submit", (event) => use(event, draft.section(event.target.dataset.reword)), true);
  return show;
}

function use(event, section) {
  if (!section?.view || section.isLocked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { view } = section;
  const form = event.target;
  const place = found(view, form.dataset);
  if (!place) return toast("These words were changed meanwhile, so nothing was put in their place.");
  const insert = form.dataset.to;
  const after = { anchor: place.from + insert.length };
  // Moving the cursor begins a step of its own for undo, before and after.
  view.dispatch({ selection: { anchor: place.from } });
  view.dispatch({ changes: { ...place, insert }, selection: after, userEvent: "input", scrollIntoView: true });
  view.dispatch({ selection: after });
  form.closest("[data-hint]").remove();
  view.focus();
}
