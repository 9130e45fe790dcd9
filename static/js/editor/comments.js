// Which words somebody commented on, and what to call the words that one wants to comment on: see live/anchors.py.
import { StateEffect } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";
import * as Y from "yjs";
import { placed } from "./carets.js";
import { redrawn } from "./pieces.js";
import { isCut } from "./texts.js";

const told = StateEffect.define();
const cut = (words, at) => isCut(words[at - 1] ?? "", words[at] ?? "");

/** The cards in the margin say which words they are about. */
function drawn({ key, text }) {
  const marks = [];
  const words = `${text}`;
  for (const { dataset } of document.querySelectorAll(`[data-of="${key}"]`)) {
    const [from, to] = JSON.parse(dataset.anchor).map(([client, clock], last) => placed(text, { item: { client, clock }, assoc: -last }));
    if (from === null || from >= to) continue;
    marks.push(Decoration.mark({ class: "commented", attributes: { "data-marks": dataset.thread } }).range(cut(words, from) ? from - 1 : from, to));
  }
  return Decoration.set(marks, true);
}

export const commented = (section) =>
  ViewPlugin.define(
    () => ({
      decorations: drawn(section),
      update({ transactions, changes }) {
        const again = transactions.some(({ effects }) => effects.some((effect) => effect.is(told)));
        this.decorations = again ? drawn(section) : this.decorations.map(changes);
      },
    }),
    { decorations: (plugin) => plugin.decorations },
  );

/** What stands before `index`, by its last UTF-16 unit. */
function named(text, index) {
  const { client, clock } = Y.createRelativePositionFromTypeIndex(text, index, -1).item;
  return [client, clock];
}

/** The link that opens the dialog asks about what is selected; answers what a key does to open it. */
export function commenting(shell, draft) {
  const link = shell.querySelector("[data-comment]");
  const plain = link?.href;
  link?.addEventListener("click", () => {
    const section = draft.current;
    if (!section) return;
    const { from, to } = section.view.state.selection.main;
    const asked = new URLSearchParams({ section: section.key });
    if (from < to) asked.set("anchor", JSON.stringify([named(section.text, from + (cut(`${section.text}`, from + 1) ? 2 : 1)), named(section.text, to)]));
    link.href = `${plain}&${asked}`;
  });
  redrawn((target) => target?.querySelector?.(".thread") && draft.sections.forEach(({ view }) => view?.dispatch({ effects: told.of(null) })));
  return () => Boolean(link) && (link.click(), true);
}
