// A typed letter goes straight into the text. By CodeMirror's own way the browser first changes the page, which costs it
// several layouts, and what it did is read back from there. Everything else (compositions, corrections, drops, a cursor
// the page has elsewhere) goes that way still.
import { EditorView } from "@codemirror/view";

function isPlain(event, view) {
  const { ranges, main } = view.state.selection;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection();
  if (event.inputType !== "insertText" || !event.data || event.isComposing || view.compositionStarted) return false;
  if (ranges.length > 1 || view.state.readOnly || !view.contentDOM.contains(anchorNode)) return false;
  return view.posAtDOM(anchorNode, anchorOffset) === main.anchor && view.posAtDOM(focusNode, focusOffset) === main.head;
}

export const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (!isPlain(event, view)) return false;
    view.dispatch(view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
    return true;
  },
});
