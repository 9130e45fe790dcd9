// The one line that says what became of the text. Read aloud only when it gets worse or well again, not at every key.
const WORDS = {
  saved: "Saved",
  saving: "Saving",
  offline: "Offline, kept in this browser",
  readonly: "Read only",
  refused: "Could not save, copy it",
};
const TONES = { offline: "amber", refused: "red" };
// A line that is back within this time was hardly away.
const GRACE = 1500;
// Who types on is told so when they pause, not between any two keys: that would flicker, and every change of the line
// costs the browser a picture.
const PAUSE = 300;

/** One of the words above; "" while there is nothing to say yet. */
export function state({ provider, outbox }, hasBegun) {
  const lost = provider.over || provider.readOnly !== null || !outbox.kept;
  if (!outbox.empty && lost) return "refused";
  if (provider.over || provider.readOnly !== null) return "readonly";
  if (!outbox.empty) return provider.synced ? "saving" : "offline";
  if (provider.synced) return "saved";
  if (!hasBegun) return "";
  return Date.now() - provider.lostAt > GRACE ? "offline" : "saved";
}

export class StatusLine {
  constructor(shell, draft, provider) {
    Object.assign(this, { draft, provider, outbox: provider.outbox, shown: null });
    this.places = [...shell.querySelectorAll("[data-live-status]")];
    this.dot = shell.querySelector("[data-live-dot]");
    this.aloud = shell.querySelector("[data-live-aloud]");
    this.copy = shell.querySelector("[data-live-copy]");
    this.copy.addEventListener("click", () => this.#copy());
    provider.addEventListener("status", () => this.show());
    addEventListener("beforeunload", (event) => this.shown === "refused" && event.preventDefault());
    this.show();
  }

  /** `rested`: nothing was typed for a while. */
  show(rested = false) {
    const now = state(this, this.draft.hasBegun);
    clearTimeout(this.pause);
    if (now === this.shown) return;
    if (now === "saved" && this.shown === "saving" && !rested) this.pause = setTimeout(() => this.show(true), PAUSE);
    else this.#tell(now);
  }

  #tell(now) {
    const before = this.shown;
    this.shown = now;
    for (const place of [...this.places, this.dot]) place.dataset.tone = TONES[now] || "";
    this.dot.dataset.state = now;
    for (const place of this.places) place.textContent = WORDS[now] || "";
    this.copy.hidden = now !== "refused";
    if (now in TONES || now === "readonly" || (now === "saved" && before in TONES)) this.say(WORDS[now]);
  }

  say(words) {
    this.aloud.textContent = words;
  }

  async #copy() {
    if (this.copy.dataset.done) {
      this.outbox.clear();
      this.shown = "";
      return location.reload();
    }
    if (!(await put(this.draft.unsaved()))) return;
    this.copy.dataset.done = "true";
    this.copy.textContent = "Copied. Discard it here";
    this.say("Copied");
  }
}

async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text, className: "vh" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
