// Connects a Y.Doc to the server: what is typed goes out, is kept until the server says it is committed, and comes back
// after any kind of interruption.
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import { Backoff } from "./backoff.js";
import { givenBack } from "./failover.js";
import { Pace } from "./pace.js";
import { AUTH, AWARENESS, Frame, messages, SAVED, STEP1, STEP2, SYNC, TOLD, UPDATE } from "./wire.js";

const NO_ACCESS = 4403;
const NEW_RIGHTS = 4205;
// The server will never take this: coming back would only repeat it.
const REFUSED = [1007, 1009];
const SILENCE = 40_000;
const PATIENCE = 8_000;

/** Events: `status`; `synced` when the server's text is here; `told` with {what, by} as detail. */
export class Provider extends EventTarget {
  constructor({ url, doc, awareness, outbox }) {
    super();
    Object.assign(this, { url, doc, awareness, outbox, ws: null, frame: null, flights: [], acked: 0, refused: false });
    Object.assign(this, { synced: false, gone: false, readOnly: null, lostAt: Date.now(), pace: new Pace(), backoff: new Backoff(() => this.open()) });
    doc.on("update", (update, origin) => origin !== this && this.#typed(update));
    awareness.on("update", ({ added, updated, removed }, origin) => {
      if (origin !== this && [...added, ...updated, ...removed].includes(doc.clientID)) this.#present();
    });
    addEventListener("pagehide", () => removeAwarenessStates(awareness, [doc.clientID], "pagehide"));
    addEventListener("offline", () => this.#lost(this.ws));
    setInterval(() => this.#listen(), 1000);
  }

  /** Whether this connection has ended for good. */
  get over() {
    return this.gone || this.refused;
  }

  /** After the access had ended for a while. */
  again() {
    this.gone = false;
    this.open();
  }

  async open() {
    if (this.ws || this.over) return;
    for (const update of await this.outbox.adopt()) Y.applyUpdate(this.doc, update, this);
    if (this.ws || this.over) return;
    const ws = (this.ws = new WebSocket(this.url));
    ws.binaryType = "arraybuffer";
    this.heard = Date.now();
    ws.onopen = () => this.#begin();
    ws.onmessage = ({ data }) => this.#read(new Uint8Array(data));
    ws.onclose = ({ code }) => this.#lost(ws, code);
  }

  #begin() {
    Object.assign(this, { acked: 0, flights: [], frame: null, readOnly: null });
    this.#send((frame) => frame.sync(STEP1, Y.encodeStateVector(this.doc)));
    this.#present();
  }

  #lost(ws, code) {
    if (!ws || this.ws !== ws) return;
    ws.onclose = null;
    ws.close();
    if (this.synced) this.lostAt = Date.now();
    Object.assign(this, { ws: null, frame: null, synced: false, flights: [] });
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.doc.clientID);
    removeAwarenessStates(this.awareness, others, this);
    this.gone = code === NO_ACCESS;
    this.refused = REFUSED.includes(code);
    if (!this.over) this.backoff.again(code === NEW_RIGHTS);
    this.#changed();
  }

  /** TCP may take minutes to notice a dead line. Presence is said every 15 s and comes back, so silence means something. */
  #listen() {
    if (this.ws && Date.now() - this.heard > (this.flights.length ? PATIENCE : SILENCE)) this.#lost(this.ws);
    if (!this.ws) this.#changed();
  }

  #typed(update) {
    this.outbox.add(update, !this.synced);
    if (this.synced && this.readOnly === null) this.#give(UPDATE, update);
    this.#changed();
  }

  #present() {
    if (this.ws?.readyState === WebSocket.OPEN) {
      this.#send((frame) => frame.awareness(encodeAwarenessUpdate(this.awareness, [this.doc.clientID])));
    }
  }

  /** Sends what is in the outbox; the answer to it confirms as many entries as are in it now. */
  #give(kind, update) {
    this.flights.push(this.outbox.updates.length);
    this.#send((frame) => frame.sync(kind, update));
  }

  /** A keystroke and the cursor it moves leave as one frame. */
  #send(put) {
    if (this.ws?.readyState !== WebSocket.OPEN) return;
    if (!this.frame) {
      const [ws, frame] = [this.ws, (this.frame = new Frame())];
      this.pace.run(() => {
        if (this.frame === frame) this.frame = null;
        if (this.ws === ws && ws.readyState === WebSocket.OPEN) ws.send(frame.bytes());
      });
    }
    put(this.frame);
  }

  #read(frame) {
    this.heard = Date.now();
    for (const { type, kind, payload } of messages(frame)) {
      if (type === SYNC && kind === STEP1) this.#catchUp(payload);
      else if (type === SYNC) Y.applyUpdate(this.doc, payload, this);
      else if (type === AWARENESS) applyAwarenessUpdate(this.awareness, payload, this);
      else if (type === AUTH) this.readOnly = payload;
      else if (type === SAVED) this.#saved(payload);
      else if (type === TOLD) this.dispatchEvent(new CustomEvent("told", { detail: payload }));
      if (type === AUTH || type === SAVED) this.#changed();
    }
  }

  #saved(count) {
    for (; this.acked < count && this.flights.length; this.acked++) {
      const entries = this.flights.shift();
      this.outbox.confirm(entries);
      this.flights = this.flights.map((upTo) => upTo - entries);
    }
  }

  /** The server said what it has. It gets what it lacks: what was typed meanwhile, or what a failover lost. */
  #catchUp(state) {
    this.synced = true;
    this.backoff.rest();
    const lost = this.outbox.empty ? givenBack(this.doc, state) : this.outbox.merged();
    if (this.readOnly === null && lost) this.#give(STEP2, lost);
    this.dispatchEvent(new Event("synced"));
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("status"));
  }
}
