// Following a person: the page stays where they are until one does something oneself.
import { EditorView } from "@codemirror/view";
import { placed } from "./carets.js";
import { people } from "./presence.js";

export class Following {
  constructor(shell, draft, awareness, say) {
    Object.assign(this, { shell, draft, awareness, say, handle: null });
    this.chip = shell.querySelector("[data-following]");
    this.words = this.chip.querySelector("span");
    this.chip.addEventListener("click", () => this.stop());
    awareness.on("change", () => this.handle && this.go());
    for (const name of ["wheel", "touchmove"]) shell.querySelector(".cm")?.addEventListener(name, () => this.stop(), { passive: true });
    shell.addEventListener("keydown", (event) => (event.key === "Escape" || event.target.closest(".cm-content")) && this.stop());
    shell.addEventListener("pointerdown", (event) => event.target.closest(".cm-content") && this.stop());
  }

  toggle(handle) {
    if (handle === this.handle) return this.stop();
    this.handle = handle;
    this.words.textContent = `Following @${handle}. Stop`;
    this.chip.hidden = false;
    this.onChange();
    this.say(`Following @${handle}`);
    this.go();
  }

  stop() {
    if (!this.handle) return;
    this.say(`No longer following @${this.handle}`);
    this.handle = null;
    this.chip.hidden = true;
    this.onChange();
  }

  onChange() {}

  go() {
    const person = people(this.awareness).find(({ handle }) => handle === this.handle);
    if (!person?.at) return;
    const section = this.draft.section(person.cursor?.section);
    const at = section?.view ? placed(section.text, person.cursor.head) : null;
    // CodeMirror may be in the middle of taking in what that person typed.
    if (at !== null) queueMicrotask(() => section.view.dispatch({ effects: EditorView.scrollIntoView(at, { y: "center" }) }));
    else this.#element(person.at)?.scrollIntoView({ block: "center" });
  }

  #element(at) {
    const place = this.shell.querySelector(`[data-at="${CSS.escape(at)}"]`);
    return place ?? this.draft.section(at)?.element;
  }
}
