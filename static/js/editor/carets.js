// Where the others' cursors are: a caret with a name and a tint over what they selected. Colours come by `data-hue`.
import { StateEffect } from "@codemirror/state";
import { Decoration, ViewPlugin, WidgetType } from "@codemirror/view";
import * as Y from "yjs";

const moved = StateEffect.define();

class Caret extends WidgetType {
  // `place`: a caret that moved is drawn anew, and its name, which fades after a while, shows again.
  constructor({ handle, hue }, place) {
    super();
    Object.assign(this, { handle, hue, place });
  }
  eq(other) {
    return other.handle === this.handle && other.hue === this.hue && other.place === this.place;
  }
  toDOM() {
    const caret = Object.assign(document.createElement("span"), { className: "cm-caret" });
    caret.dataset.hue = this.hue;
    // Read aloud by the list of people, not in the middle of a sentence.
    caret.setAttribute("aria-hidden", "true");
    caret.append(Object.assign(document.createElement("span"), { className: "cm-caret-name", textContent: `@${this.handle}` }));
    return caret;
  }
  ignoreEvent() {
    return true;
  }
}

const json = (text, index) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index));

/** Where a position said by another browser is now; null while the text it belongs to is not here. */
export function placed(text, position) {
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), text.doc);
    return found?.type === text ? Math.min(found.index, text.length) : null;
  } catch {
    return null;
  }
}

/** Carets in one section's editor, and the saying of one's own. */
export function carets(section, awareness) {
  class Carets {
    constructor(view) {
      this.view = view;
      this.clients = new Set();
      this.decorations = this.drawn();
      this.heard = ({ added, updated, removed }) => this.look([...added, ...updated, ...removed]);
      awareness.on("change", this.heard);
    }
    destroy() {
      awareness.off("change", this.heard);
    }
    update(update) {
      const said = update.transactions.some((each) => each.effects.some((effect) => effect.is(moved)));
      if (said) this.decorations = this.drawn();
      else if (update.docChanged) this.decorations = this.decorations.map(update.changes);
      if (update.selectionSet || update.docChanged || update.focusChanged) this.say(update);
    }
    /** Somebody in this section moved, came or went. */
    look(clients) {
      const states = awareness.getStates();
      const ours = (id) => this.clients.has(id) || states.get(id)?.cursor?.section === section.key;
      if (clients.some((id) => id !== awareness.clientID && ours(id))) this.view.dispatch({ effects: moved.of(null) });
    }
    say({ view, focusChanged }) {
      if (view.hasFocus) {
        const { anchor, head } = view.state.selection.main;
        const cursor = { section: section.key, anchor: json(section.text, anchor), head: json(section.text, head) };
        if (JSON.stringify(awareness.getLocalState()?.cursor) !== JSON.stringify(cursor)) awareness.setLocalStateField("cursor", cursor);
      } else if (focusChanged && awareness.getLocalState()?.cursor?.section === section.key && document.hasFocus()) {
        awareness.setLocalStateField("cursor", null);
      }
    }
    drawn() {
      this.clients.clear();
      const marks = [];
      for (const [id, { cursor, user }] of awareness.getStates()) {
        if (id === awareness.clientID || !user || cursor?.section !== section.key) continue;
        const [anchor, head] = [placed(section.text, cursor.anchor), placed(section.text, cursor.head)];
        if (anchor === null || head === null) continue;
        this.clients.add(id);
        const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)].map((at) => Math.min(at, this.view.state.doc.length));
        if (from < to) marks.push(Decoration.mark({ class: "cm-selected", attributes: { "data-hue": `${user.hue}` } }).range(from, to));
        marks.push(Decoration.widget({ widget: new Caret(user, head), side: head < anchor ? -1 : 1 }).range(head < anchor ? from : to));
      }
      return Decoration.set(marks, true);
    }
  }
  return ViewPlugin.fromClass(Carets, { decorations: (plugin) => plugin.decorations });
}
