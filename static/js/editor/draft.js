// The write-up as this page holds it: one Y.Doc with one text per section, and what belongs to each on the page.
import * as Y from "yjs";
import { replaced } from "./texts.js";

export class Draft {
  constructor(shell) {
    this.doc = new Y.Doc();
    this.hasBegun = false;
    this.touched = new Set();
    this.sections = [...shell.querySelectorAll("[data-prose]")].map((element) => {
      const key = element.dataset.prose;
      const text = this.doc.getText(key);
      const section = { key, text, element, title: element.querySelector("h2").textContent.trim() };
      text.observe((event, transaction) => transaction.local && this.touched.add(section));
      return section;
    });
  }

  section(key) {
    return this.sections.find((each) => each.key === key);
  }

  /** What is not saved, to be copied: the texts written in here, or all when that is not known. */
  unsaved() {
    const sections = this.touched.size ? [...this.touched] : this.sections.filter(({ text }) => text.length);
    return sections.map(({ title, text }) => `## ${title}\n\n${text}`).join("\n\n");
  }
}

/** What somebody typed into the plain field before the editor stood in its place becomes an edit like any other;
 *  `base` is the text that the page showed. */
export function takeOver({ text }, typed, base) {
  const [before, after] = [base, typed].map((each) => each.replaceAll("\r\n", "\n"));
  if (before === after) return;
  const { from, removed, inserted } = replaced(before, after);
  const at = Math.min(from, text.length);
  text.doc.transact(() => {
    text.delete(at, Math.min(removed, text.length - at));
    text.insert(at, inserted);
  });
}
