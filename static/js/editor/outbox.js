// Updates the server has not confirmed, kept in this browser's storage so that they outlive the tab.
// One entry per person, document and Yjs client: {at, update}. static/js/unsent.js clears them at sign-out.
import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";
import { PREFIX } from "./keys.js";

// Where the browser has no locks (plain HTTP beyond localhost), an entry not renewed for this long belongs to nobody.
const ABANDONED = 90_000;

/** Whether this tab may have the entry: the tab that wrote it holds its lock for as long as it lives. */
function claim(key) {
  return new Promise((answer) => {
    const hold = (lock) => {
      answer(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    };
    navigator.locks.request(key, { ifAvailable: true }, hold).catch(() => answer(false));
  });
}

export class Outbox {
  /** `kept` tells whether all of it is in the storage too, which may be full or forbidden. */
  constructor(person, document, client) {
    this.prefix = `${PREFIX}${person}:${document}:`;
    this.key = this.prefix + client;
    this.updates = [];
    this.kept = true;
    if (navigator.locks) claim(this.key);
    else setInterval(() => this.empty || this.store(), ABANDONED / 3);
  }

  get empty() {
    return this.updates.length === 0;
  }

  merged() {
    return this.updates.length > 1 ? Y.mergeUpdates(this.updates) : this.updates[0];
  }

  /** `alone`: nothing of it is on its way, so that one merged entry is enough and thousands of edits stay quick. */
  add(update, alone) {
    this.updates.push(update);
    if (alone && this.updates.length > 1) this.updates = [this.merged()];
    this.store();
  }

  /** The first `count` entries are committed. */
  confirm(count) {
    this.updates.splice(0, count);
    this.store();
  }

  clear() {
    this.updates = [];
    this.store();
  }

  store() {
    try {
      if (this.empty) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), update: toBase64(this.merged()) }));
      this.kept = true;
    } catch {
      this.kept = this.empty;
    }
  }

  /** Takes over what tabs that are gone left behind; answers their updates, which are in this outbox from now on. */
  async adopt() {
    const found = [];
    for (const key of this.#others()) {
      if (navigator.locks && !(await claim(key))) continue;
      const entry = this.#read(key);
      if (!entry || (!navigator.locks && Date.now() - entry.at < ABANDONED)) continue;
      // Ours first, then away with theirs: at no moment is it nowhere.
      this.add(entry.update, true);
      if (this.kept) localStorage.removeItem(key);
      found.push(entry.update);
    }
    return found;
  }

  #others() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix) && key !== this.key);
    } catch {
      return [];
    }
  }

  #read(key) {
    try {
      const { at, update } = JSON.parse(localStorage.getItem(key));
      return { at, update: fromBase64(update) };
    } catch {
      return null;
    }
  }
}
