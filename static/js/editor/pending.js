// A place in the text for what is still on its way: an image being uploaded, a table being fetched. It stands in this
// browser only and moves with the text, so that nobody is left with it when the line fails.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

const begin = StateEffect.define({ map: ({ at, id, words }, changes) => ({ at: changes.mapPos(at, 1), id, words }) });
const end = StateEffect.define();
let ids = 0;

class Waiting extends WidgetType {
  constructor(id, words) {
    super();
    Object.assign(this, { id, words });
  }
  eq(other) {
    return other.id === this.id;
  }
  toDOM() {
    return Object.assign(document.createElement("span"), { className: "cm-waiting", textContent: this.words });
  }
}

const places = StateField.define({
  create: () => Decoration.none,
  update(all, transaction) {
    let now = all.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(begin)) {
        const { at, id, words } = effect.value;
        now = now.update({ add: [Decoration.widget({ widget: new Waiting(id, words), id, side: 1 }).range(at)] });
      } else if (effect.is(end)) now = now.update({ filter: (from, to, { spec }) => spec.id !== effect.value });
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function find(view, id) {
  let place = null;
  view.state.field(places).between(0, view.state.doc.length, (from, to, { spec }) => {
    if (spec.id === id) place = from;
  });
  return place;
}

export const pending = places;

/** Shows `words` at `at` until the promise ends; then `put(place, value)` where that place has got to. Passes errors on. */
export async function wait(view, at, words, promise, put) {
  const id = ++ids;
  view.dispatch({ effects: begin.of({ at, id, words }) });
  try {
    const value = await promise;
    const place = find(view, id);
    view.dispatch({ effects: end.of(id) });
    if (!view.state.readOnly) put(place ?? view.state.doc.length, value);
  } catch (error) {
    view.dispatch({ effects: end.of(id) });
    throw error;
  }
}
