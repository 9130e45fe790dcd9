import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import * as Y from "yjs";

const store = new Map();
let full = false;
globalThis.localStorage = new Proxy(
  {
    getItem: (key) => store.get(key) ?? null,
    removeItem: (key) => void store.delete(key),
    setItem(key, value) {
      if (full) throw new Error("QuotaExceededError");
      store.set(key, value);
    },
  },
  { ownKeys: () => [...store.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) },
);
// Locks as browsers give them: whoever holds one holds it for good.
const held = new Set();
const request = (name, options, work) => {
  const free = !held.has(name);
  held.add(name);
  return Promise.resolve(work(free ? { name } : null));
};
Object.defineProperty(globalThis, "navigator", { value: { locks: { request } }, configurable: true });

const { Outbox } = await import("../../static/js/editor/outbox.js");

function typing(words, client) {
  const doc = new Y.Doc();
  doc.clientID = client;
  const updates = [];
  doc.on("update", (update) => updates.push(update));
  for (const word of words) doc.getText("a").insert(doc.getText("a").length, word);
  return updates;
}

function read(updates) {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText("a").toString();
}

beforeEach(() => {
  store.clear();
  held.clear();
  full = false;
});

test("it keeps what is not confirmed, as one entry while nothing is on its way", () => {
  const box = new Outbox("1", "2", 5);
  for (const update of typing(["one ", "two ", "three"], 5)) box.add(update, true);
  assert.equal(box.updates.length, 1);
  assert.deepEqual([...store.keys()], ["debrief:live:1:2:5"]);
  box.confirm(1);
  assert.ok(box.empty && store.size === 0);
});

test("it takes over what tabs that are gone left behind, and nothing of a living one or of other people", async () => {
  const living = new Outbox("1", "2", 5);
  for (const update of typing(["living"], 5)) living.add(update, false);
  const dead = new Outbox("1", "2", 6);
  for (const update of typing(["dead"], 6)) dead.add(update, false);
  held.delete(dead.key);
  new Outbox("9", "2", 7).add(typing(["another person"], 7)[0], false);
  held.delete("debrief:live:9:2:7");

  const box = new Outbox("1", "2", 8);
  assert.equal(read(await box.adopt()), "dead");
  assert.deepEqual([...store.keys()].sort(), ["debrief:live:1:2:5", "debrief:live:1:2:8", "debrief:live:9:2:7"]);
  assert.equal(read([box.merged()]), "dead");
  assert.deepEqual(await new Outbox("1", "2", 9).adopt(), []);
});

test("it knows when the storage did not take it, and leaves there what it could not copy", async () => {
  const dead = new Outbox("1", "2", 6);
  dead.add(typing(["dead"], 6)[0], false);
  held.delete(dead.key);
  full = true;
  const box = new Outbox("1", "2", 8);
  await box.adopt();
  assert.equal(box.kept, false);
  assert.ok(store.has(dead.key));
});
