// Markdown around what is selected, or at the beginning of its lines; a second time takes it away again.
import { EditorSelection } from "@codemirror/state";

const around = (before, after, word) => (view) => {
  view.dispatch(
    view.state.changeByRange(({ from, to }) => {
      const { doc } = view.state;
      const start = from - before.length;
      if (start >= 0 && doc.sliceString(start, from) === before && doc.sliceString(to, to + after.length) === after) {
        const changes = [{ from: start, to: from }, { from: to, to: to + after.length }];
        return { changes, range: EditorSelection.range(start, to - before.length) };
      }
      const text = doc.sliceString(from, to) || word;
      const at = from + before.length;
      return { changes: { from, to, insert: before + text + after }, range: EditorSelection.range(at, at + text.length) };
    }),
    { userEvent: "input", scrollIntoView: true },
  );
  return true;
};

const atLines = (mark) => (view) => {
  const { doc, selection } = view.state;
  const { from, to } = selection.main;
  const lines = [];
  for (let n = doc.lineAt(from).number; n <= doc.lineAt(to).number; n++) lines.push(doc.line(n));
  const all = lines.every((line) => line.text.startsWith(mark));
  const changes = lines.map((line) => (all ? { from: line.from, to: line.from + mark.length } : { from: line.from, insert: mark }));
  view.dispatch({ changes, userEvent: "input", scrollIntoView: true });
  return true;
};

const code = (view) => {
  const { from, to } = view.state.selection.main;
  const fenced = view.state.sliceDoc(from, to).includes("\n");
  return (fenced ? around("```\n", "\n```", "") : around("`", "`", "code"))(view);
};

export const marks = {
  heading: atLines("### "),
  bold: around("**", "**", "bold"),
  italic: around("*", "*", "italic"),
  list: atLines("- "),
  quote: atLines("> "),
  code,
  link: around("[", "](https://)", "text"),
};

export const markKeys = [
  { key: "Mod-b", run: marks.bold, preventDefault: true },
  { key: "Mod-i", run: marks.italic, preventDefault: true },
  { key: "Mod-e", run: marks.code, preventDefault: true },
  { key: "Mod-Alt-k", run: marks.link, preventDefault: true },
];

/** Text on lines of its own, with an empty one before and after it where something else stands. */
export function insertBlock(view, text, at = view.state.selection.main.from, to = at) {
  const { doc } = view.state;
  const line = doc.lineAt(at);
  const lead = doc.sliceString(line.from, at).trim() ? "\n\n" : line.number > 1 && doc.line(line.number - 1).text.trim() ? "\n" : "";
  // A line right below a table would become a row of it.
  const [, rest] = /^(\n{0,2})/.exec(doc.sliceString(to, to + 2));
  const tail = "\n\n".slice(rest.length);
  const insert = lead + text.replace(/\n+$/, "") + tail;
  view.dispatch({ changes: { from: at, to, insert }, selection: { anchor: at + insert.length }, userEvent: "input", scrollIntoView: true });
}
