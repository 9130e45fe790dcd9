// Who is here, and where: marks at the top, in the outline, on blocks and on their rows. And the saying of where one is.
import { oncePerFrame } from "../frames.js";
import { face, piece, redrawn } from "./pieces.js";

const MOST = 5;

/** One entry per person, with where they are: {handle, name, hue, at, cursor, client}. The latest of their tabs counts. */
export function people(awareness) {
  const found = new Map();
  for (const [client, { user, at, cursor }] of awareness.getStates()) {
    if (!user || client === awareness.clientID) continue;
    const place = cursor?.section ?? at ?? "";
    const known = found.get(user.handle);
    if (!known || (place && (!known.at || cursor))) found.set(user.handle, { ...user, at: place, cursor: cursor ?? null, client });
  }
  return [...found.values()].sort((a, b) => a.handle.localeCompare(b.handle));
}

/** Marks everywhere people are; again whenever they move or the page's pieces are replaced. */
export class Presence {
  constructor(shell, awareness, { follow, title }) {
    Object.assign(this, { shell, awareness, follow, title, drawn: "", later: oncePerFrame(() => this.draw()) });
    this.top = shell.querySelector("[data-here-all]");
    awareness.on("change", () => this.later());
    redrawn(() => {
      this.drawn = "";
      this.later();
    });
    this.#sayWhere();
  }

  draw() {
    const here = people(this.awareness);
    const now = JSON.stringify([here.map(({ handle, name, hue, at }) => [handle, name, hue, at]), this.followed]);
    if (now === this.drawn) return;
    this.drawn = now;
    this.#above(here);
    for (const place of this.shell.querySelectorAll("[data-here]")) {
      const there = here.filter(({ at }) => at === place.dataset.here);
      place.replaceChildren(...there.slice(0, MOST).map((each) => face(each, "s")));
      const words = there.map(({ handle }) => `@${handle}`).join(", ");
      if (there.length) place.append(piece("span", "vh", ` ${words} here`));
    }
    for (const row of this.shell.querySelectorAll("[data-at^='row:']")) mark(row, here.filter(({ at }) => at === row.dataset.at));
  }

  /** A button stays where it is while its person is here, or a click on it would be lost. */
  #above(here) {
    const known = new Map([...this.top.children].map((button) => [button.dataset.follow, button]));
    const buttons = here.map((person) => {
      const button = known.get(person.handle) ?? this.#button(person);
      button.setAttribute("aria-pressed", String(person.handle === this.followed));
      const where = this.title(person.at);
      button.setAttribute("aria-label", `Follow @${person.handle}${where ? `, in ${where}` : ""}`);
      return button;
    });
    for (const button of known.values()) if (!buttons.includes(button)) button.remove();
    buttons.forEach((button, n) => this.top.children[n] !== button && this.top.insertBefore(button, this.top.children[n] ?? null));
  }

  #button(person) {
    const button = piece("button", "face");
    Object.assign(button, { type: "button", title: `Follow @${person.handle}` });
    button.dataset.follow = person.handle;
    button.append(face(person));
    button.addEventListener("click", () => this.follow(person.handle));
    return button;
  }

  /** Where one's focus is; in a dialog, where the link stood that opened it. */
  #sayWhere() {
    const said = (element) => element?.closest?.("[data-at]")?.dataset.at ?? element?.closest?.("[data-prose]")?.dataset.prose;
    const say = (at) => at && at !== this.awareness.getLocalState()?.at && this.awareness.setLocalStateField("at", at);
    this.shell.addEventListener("focusin", ({ target }) => say(said(target)));
    this.shell.addEventListener("click", ({ target }) => say(said(target)));
  }
}

function mark(row, there) {
  let place = row.querySelector(":scope > .row-here");
  if (!there.length) return place?.remove();
  if (!place) {
    place = piece("span", "avatars row-here");
    row.append(place);
  }
  const words = there.map(({ handle }) => `@${handle}`).join(", ");
  place.replaceChildren(...there.slice(0, MOST).map((each) => face(each, "s")), piece("span", "vh", ` ${words} here`));
}
