import assert from "node:assert/strict";
import { test } from "node:test";
import { GAP, stacked } from "../../static/js/stacking.js";

const card = (wanted, height = 100, isActive = false) => ({ wanted, height, isActive });

function check(cards, least) {
  const tops = stacked(cards, least);
  assert.equal(tops.size, cards.length);
  const spans = [...tops].map(([{ height }, top]) => [top, top + height]).sort(([a], [b]) => a - b);
  spans.forEach(([top], n) => {
    assert.ok(top >= least);
    if (n) assert.ok(top >= spans[n - 1][1] + GAP, `${JSON.stringify(spans)} overlap`);
  });
  return tops;
}

test("cards with room lie at their lines", () => {
  const cards = [card(50), card(300), card(900)];
  assert.deepEqual([...check(cards, 40).values()].sort((a, b) => a - b), [50, 300, 900]);
});

test("cards at one line lie below each other", () => {
  const cards = [card(50), card(50), card(60)];
  assert.deepEqual(cards.map((each) => check(cards, 0).get(each)), [50, 162, 274]);
});

test("the card at hand lies at its line, and the others make room", () => {
  const cards = [card(500), card(510), card(520, 80, true), card(530)];
  const tops = check(cards, 0);
  assert.equal(tops.get(cards[2]), 520);
  assert.ok(tops.get(cards[1]) < tops.get(cards[2]));
  assert.ok(tops.get(cards[0]) < tops.get(cards[1]));
});

test("what finds no room above goes below", () => {
  const cards = [card(60), card(70), card(80, 80, true), card(90)];
  const tops = check(cards, 50);
  assert.equal(tops.get(cards[2]), 80);
  assert.ok(tops.get(cards[0]) > 80);
});

test("whatever there is, nothing overlaps", () => {
  let seed = 7;
  const draw = (most) => (seed = (seed * 16807) % 2147483647) % most;
  for (let round = 0; round < 500; round++) {
    const cards = Array.from({ length: 1 + draw(12) }, () => card(draw(1500), 40 + draw(300))).sort((a, b) => a.wanted - b.wanted);
    const held = draw(cards.length + 1);
    if (cards[held]) cards[held].isActive = true;
    const tops = check(cards, 60);
    if (cards[held]) assert.equal(tops.get(cards[held]), Math.max(60, cards[held].wanted));
  }
});
