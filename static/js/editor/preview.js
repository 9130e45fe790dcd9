// The text as readers will see it, drawn by the server: whole when it is opened or a block changed, by section while
// somebody writes. And the switch between the three views, which keeps the editor and its cursor.
import { get, post, usable } from "./http.js";
import { together } from "./scrolling.js";

const PAUSE = 300;
/** As soon as nobody presses, marks or opens anything there (static/js/holding.js). */
const renew = (place, show) => place.dispatchEvent(new CustomEvent("debrief:renew", { bubbles: true, detail: { show } }));
// How far behind the editors the server may be.
const BEHIND = 5000;

export class Preview {
  constructor(shell, draft) {
    Object.assign(this, { shell, draft, address: shell.dataset.previewUrl, timers: new Map(), asked: 0 });
    this.grid = shell.querySelector(".editor-grid");
    this.pane = shell.querySelector(".preview");
    this.text = shell.querySelector(".cm");
    // Shown alone by the server, without the editor: its links do.
    if (!this.pane || !this.text) return;
    this.isOpen = !this.grid.classList.contains("is-write");
    shell.querySelector("[data-views]")?.addEventListener("click", (event) => this.#choose(event));
    shell.addEventListener("click", (event) => this.#jump(event));
    for (const section of draft.sections) {
      section.text.observe(() => {
        section.changedAt = Date.now();
        if (this.isOpen) this.later(section);
      });
    }
    for (const name of ["impact", "whys", "factors", "defences", "whatifs", "actions", "timeline", "related"]) {
      document.body.addEventListener(`told-${name}`, () => this.isOpen && this.whole());
    }
    document.addEventListener("htmx:afterSettle", ({ detail: { target } }) => this.isOpen && target.id?.startsWith("block-") && this.whole());
    together(this.text, this.pane, () => this.#pairs());
  }

  #choose(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const view = new URL(link.href).searchParams.get("view");
    for (const each of link.parentElement.children) each.toggleAttribute("aria-current", false);
    link.setAttribute("aria-current", "true");
    history.replaceState(null, "", link.href);
    this.grid.className = `editor-grid is-${view}`;
    this.isOpen = view !== "write";
    if (this.isOpen) this.whole();
  }

  /** The outline leads into the preview where that is all there is. */
  #jump(event) {
    const link = event.target.closest(".outline-list a");
    if (!link || this.text.offsetParent) return;
    event.preventDefault();
    this.pane.querySelector(`[id="${CSS.escape(link.hash.replace("#section-", ""))}"]`)?.scrollIntoView();
  }

  #place() {
    return this.pane.querySelector("#preview");
  }

  later(section, pause = PAUSE) {
    clearTimeout(this.timers.get(section.key));
    this.timers.set(section.key, setTimeout(() => this.draw(section), pause));
  }

  async whole() {
    const mine = ++this.asked;
    const answer = await get(this.address).catch(() => null);
    if (!usable(answer) || mine !== this.asked) return;
    const html = await answer.text();
    const page = new DOMParser().parseFromString(html, "text/html");
    renew(this.#place(), () => {
      const kept = this.pane.scrollTop;
      this.#place().replaceChildren(...(page.querySelector("#preview") ?? page.body).childNodes);
      this.pane.scrollTop = kept;
      for (const section of this.draft.sections) if (Date.now() - section.changedAt < BEHIND) this.later(section, 0);
    });
  }

  async draw(section) {
    const place = this.pane.querySelector(`[data-text="${CSS.escape(section.key)}"]`);
    if (!place) return;
    const body = section.text.toString();
    section.drawn = body;
    const answer = await post(this.address, { section: section.key, body }).catch(() => null);
    if (!usable(answer) || section.drawn !== body) return;
    // Drawn by the server from the same Markdown, by the same sanitiser as the page of the write-up.
    const html = await answer.text();
    renew(place, () => {
      place.innerHTML = html;
      const empty = place.previousElementSibling;
      if (empty?.matches("p.muted")) empty.hidden = Boolean(body.trim());
    });
  }

  /** The same section in both panes. */
  #pairs() {
    return this.draft.sections
      .map(({ key, element }) => [element, this.pane.querySelector(`[id="${CSS.escape(key)}"]`)])
      .filter(([, other]) => other);
  }
}

export const preview = (shell, draft) => new Preview(shell, draft);
