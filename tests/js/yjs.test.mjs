// What the server makes of updates, against Yjs itself: random typing by three browsers and the server, who hear of each
// other late and in any order.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import * as Y from "yjs";

const SCRIPTS = 60;
const STEPS = 60;
const KEYS = ["summary", "lessons"];
const WORDS = ["the ", "pool\n", "é", "🚑", "漢字 ", "was", " ", "\n\n", "👩‍🚒", "a", "**b** "];

const peer = spawn(process.env.PYTHON ?? ".venv/bin/python", ["tests/js/peer.py"], { stdio: ["pipe", "pipe", "inherit"] });
const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
after(() => peer.stdin.end());

async function server(question) {
  peer.stdin.write(`${JSON.stringify(question)}\n`);
  return JSON.parse((await lines.next()).value);
}

/** The same numbers for the same seed, so that a failure can be looked at. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const packed = (bytes) => Buffer.from(bytes).toString("base64");
const unpacked = (text) => new Uint8Array(Buffer.from(text, "base64"));
const texts = (doc) => Object.fromEntries(KEYS.map((key) => [key, doc.getText(key).toString()]));
const said = (found) => Object.fromEntries(KEYS.map((key) => [key, found[key] ?? ""]));

function shuffled(list, dice) {
  const found = [...list];
  for (let n = found.length - 1; n > 0; n--) {
    const other = dice(n + 1);
    [found[n], found[other]] = [found[other], found[n]];
  }
  return found;
}

/** As an editor does it: never through the middle of a character. */
function type(doc, dice) {
  const text = doc.getText(KEYS[dice(KEYS.length)]);
  const characters = [...text.toString()];
  const from = dice(characters.length + 1);
  const removed = dice(3) ? 0 : dice(Math.min(8, characters.length - from) + 1);
  const length = (start, end) => characters.slice(start, end).join("").length;
  doc.transact(() => {
    text.delete(length(0, from), length(from, from + removed));
    if (dice(4) || !removed) text.insert(length(0, from), WORDS[dice(WORDS.length)].repeat(1 + dice(3)));
  });
}

async function play(seed) {
  const dice = random(seed);
  const log = [];
  const docs = [1, 2, 3].map((client) => {
    const doc = new Y.Doc();
    doc.clientID = seed * 10 + client;
    doc.on("update", (update, origin) => origin !== "heard" && log.push(update));
    return doc;
  });
  for (let step = 0; step < STEPS; step++) {
    const doc = docs[dice(3)];
    const what = dice(10);
    if (what < 7) type(doc, dice);
    else if (what < 9) log.slice(dice(log.length + 1)).forEach((update) => Y.applyUpdate(doc, update, "heard"));
    else {
      const wanted = { [KEYS[dice(2)]]: WORDS[dice(WORDS.length)] + docs[dice(3)].getText(KEYS[0]).toString() };
      const { update, after: made } = await server({ updates: log.map(packed), texts: wanted, state: packed([0]) });
      log.push(unpacked(update));
      assert.equal(made[Object.keys(wanted)[0]] ?? "", Object.values(wanted)[0], `seed ${seed}`);
    }
  }
  const behind = Y.encodeStateVector(docs[0]);
  const answer = await server({ updates: [...log, ...log.slice(dice(log.length))].map(packed), state: packed(behind) });
  Y.applyUpdate(docs[0], unpacked(answer.since), "heard");
  for (const doc of docs.slice(1)) shuffled(log, dice).forEach((update) => Y.applyUpdate(doc, update, "heard"));
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, unpacked(answer.folded));
  const right = said(answer.texts);
  for (const [who, found] of Object.entries({ refolded: said(answer.refolded), fresh: texts(fresh), ...docs.map(texts) }))
    assert.deepEqual(found, right, `seed ${seed}, ${who}`);
  // A log is in the order in which things were written. Out of it, the server may say so, but not fold another text.
  const astray = await server({ updates: shuffled(log, dice).map(packed), state: packed([0]) });
  if (!astray.hole) assert.deepEqual(said(astray.refolded), right, `seed ${seed}, out of order`);
  return right;
}

test("the server and Yjs make the same texts of the same updates", { timeout: 120_000 }, async () => {
  let characters = 0;
  for (let seed = 1; seed <= SCRIPTS; seed++) characters += Object.values(await play(seed)).join("").length;
  assert.ok(characters > SCRIPTS * 50, `only ${characters} characters were compared`);
});
