// No change cuts a character in two: Yjs counts in UTF-16, where an emoji is two units, and half of one is no text.
import { EditorState } from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";
import { isCut } from "./texts.js";

const unit = (doc, at) => (at < 0 || at >= doc.length ? "" : doc.sliceString(at, at + 1));
const cutAt = (doc, at) => isCut(unit(doc, at - 1), unit(doc, at));

export const whole = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return transaction;
  const { doc } = transaction.startState;
  const changes = [];
  let changed = false;
  transaction.changes.iterChanges((fromA, toA, fromB, toB, text) => {
    let [from, to, insert] = [fromA, toA, text.sliceString(0, text.length, "\n")];
    if (cutAt(doc, from)) insert = unit(doc, --from) + insert;
    if (cutAt(doc, to)) insert += unit(doc, to++);
    insert = insert.toWellFormed?.() ?? insert;
    changed ||= from !== fromA || to !== toA || insert.length !== text.length;
    changes.push({ from, to, insert });
  });
  if (!changed) return transaction;
  return { changes, effects: transaction.effects, scrollIntoView: transaction.scrollIntoView, userEvent: "input" };
});
