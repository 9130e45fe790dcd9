// One section's text as an editor.
import { defaultKeymap } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, placeholder, ViewPlugin } from "@codemirror/view";
import { yCollab, ySyncAnnotation, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";
import { carets } from "./carets.js";
import { hints } from "./hints.js";
import { commented } from "./comments.js";
import { toast } from "./http.js";
import { markdown } from "./language.js";
import { listKeys } from "./lists.js";
import { markKeys } from "./marks.js";
import { pasting } from "./pasting.js";
import { pending } from "./pending.js";
import { typing } from "./typing.js";
import { whole } from "./whole.js";

// As live.limits.SECTION_CHARACTERS; the server refuses more.
export const LIMIT = 100_000;
const TOO_LONG = "A section holds up to 100,000 characters. Move detail into a linked document.";

// CodeMirror's own sheet stands outside our layers, so what differs is said in the same place.
const theme = EditorView.theme({
  "&": { color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit", overflow: "visible" },
  ".cm-content": { padding: "var(--s2) 0", caretColor: "var(--ink)", minHeight: "2.5rem" },
  ".cm-line": { padding: "0 var(--s3)" },
  ".cm-placeholder": { color: "var(--ink-3)", whiteSpace: "pre-wrap" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--surface-2)" },
  ".cm-tooltip": { border: "0", backgroundColor: "transparent", zIndex: "20" },
});

const fits = EditorState.changeFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return true;
  const [before, after] = [transaction.startState.doc.length, transaction.newDoc.length];
  if (after <= LIMIT || after <= before) return true;
  queueMicrotask(() => toast(TOO_LONG));
  return false;
});

const access = new Compartment();
const locked = (on) => [EditorState.readOnly.of(on), EditorView.editable.of(!on)];
// What was undone would not be sent.
const undoKeys = yUndoManagerKeymap.map((each) => ({ ...each, run: (view) => view.state.readOnly || each.run(view) }));
const saved = { key: "Mod-s", preventDefault: true, run: () => true };

/** A line, or a text begun elsewhere, is undone by itself. */
const steps = (undoManager) =>
  EditorView.updateListener.of(({ transactions, selectionSet, docChanged }) => {
    const newLine = transactions.some((each) => each.isUserEvent("input") && each.newDoc.lines > each.startState.doc.lines);
    if (newLine || (selectionSet && !docChanged)) undoManager.stopCapturing();
  });

/** What was typed leaves before the page is drawn: stands behind what puts it, and where the cursor is, into a frame. */
const leaving = (leave) => ViewPlugin.define(() => ({ update: ({ docChanged }) => docChanged && leave() }));

/** `extensions` come first, so that an open menu has the keys before the text has. */
export function surface({ section, awareness, leave, parent, nonce, guidance, imageUrl, isLocked, extensions }) {
  const undoManager = new Y.UndoManager(section.text);
  const words = { "aria-labelledby": `title-${section.key}`, "aria-describedby": "editor-help", spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" };
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: section.text.toString(),
      extensions: [
        EditorView.cspNonce.of(nonce),
        theme,
        extensions,
        keymap.of([...markKeys, ...listKeys, ...undoKeys, saved, ...defaultKeymap]),
        EditorView.lineWrapping,
        indentUnit.of("  "),
        markdown,
        highlightActiveLine(),
        placeholder(guidance),
        EditorView.contentAttributes.of(words),
        access.of(locked(isLocked)),
        fits,
        whole,
        pending,
        typing,
        pasting(imageUrl),
        yCollab(section.text, null, { undoManager }),
        carets(section, awareness),
        hints,
        commented(section),
        leaving(leave),
        steps(undoManager),
      ],
    }),
  });
}

export const setLocked = (view, on) => view.dispatch({ effects: access.reconfigure(locked(on)) });
