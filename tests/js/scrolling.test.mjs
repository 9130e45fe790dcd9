import assert from "node:assert/strict";
import { test } from "node:test";
import { carried } from "../../static/js/editor/scrolling.js";

test("it carries a place from one pane to the same place of the same section in the other", () => {
  const [from, to] = [[0, 100, 300, 1000], [0, 50, 650, 700]];
  assert.equal(carried(0, from, to), 0);
  assert.equal(carried(100, from, to), 50);
  assert.equal(carried(200, from, to), 350);
  assert.equal(carried(1000, from, to), 700);
});
