// Enter carries a list or a quotation on, and ends it on an empty item; Tab moves an item in and Shift Tab out.
import { indentLess, indentMore } from "@codemirror/commands";

const ITEM = /^(\s*)([-*+>]|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;

function continueList(view) {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  const found = ITEM.exec(line.text);
  if (!main.empty || !found || main.head - line.from < found[0].length) return false;
  if (line.text === found[0]) {
    view.dispatch({ changes: { from: line.from, to: line.to }, userEvent: "input" });
    return true;
  }
  const [, indent, plain, number, dot, space, box] = found;
  const insert = `\n${indent}${number ? Number(number) + 1 + dot : plain}${space}${box ? "[ ] " : ""}`;
  view.dispatch({ ...view.state.replaceSelection(insert), scrollIntoView: true, userEvent: "input" });
  return true;
}

/** In a list only: elsewhere Tab is the way to the next control. */
const inList = (command) => (view) => ITEM.test(view.state.doc.lineAt(view.state.selection.main.head).text) && command(view);

export const listKeys = [
  { key: "Enter", run: continueList },
  { key: "Tab", run: inList(indentMore), shift: inList(indentLess) },
];
