// Pasting and dropping: images are uploaded, tables become Markdown; everything else is pasted as it is.
import { EditorView } from "@codemirror/view";
import { post, toast, usable } from "./http.js";
import { insertBlock } from "./marks.js";
import { wait } from "./pending.js";
import { htmlRows, markdownTable, tabbedRows } from "./texts.js";

const isImage = (file) => file.type.startsWith("image/");

async function stored(address, file) {
  const answer = await post(address, { image: file }).catch(() => null);
  if (!answer) throw new Error("The image was not uploaded: the server did not answer. Paste it again when the line is back.");
  const said = await answer.json().catch(() => ({}));
  if (usable(answer) && said.markdown) return said.markdown;
  throw new Error(said.error || "The image was not uploaded.");
}

/** Uploads images and puts each where it was pasted. */
export async function upload(view, address, files, at = view.state.selection.main.head) {
  for (const file of files) {
    const words = `Uploading ${file.name || "image"}`;
    const put = (place, text) => insertBlock(view, text, place);
    await wait(view, at, words, stored(address, file), put).catch((error) => toast(error.message));
  }
}

function pasteTable(event, view) {
  const html = event.clipboardData.getData("text/html");
  const rows = (html && htmlRows(html)) || tabbedRows(event.clipboardData.getData("text/plain"));
  if (!rows) return false;
  const { from, to } = view.state.selection.main;
  insertBlock(view, markdownTable(rows), from, to);
  return true;
}

/** `address` takes an image; without one, images are left to the browser. */
export function pasting(address) {
  const take = (view, files, at) => {
    const images = [...files].filter(isImage);
    if (!address || view.state.readOnly || !images.length) return false;
    upload(view, address, images, at);
    return true;
  };
  return EditorView.domEventHandlers({
    // Spreadsheets offer a picture of the cells too: the cells are what was meant.
    paste: (event, view) => !view.state.readOnly && (pasteTable(event, view) || take(view, event.clipboardData.files)),
    drop: (event, view) => take(view, event.dataTransfer.files, view.posAtCoords(event) ?? undefined),
  });
}
