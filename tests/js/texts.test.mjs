import assert from "node:assert/strict";
import { test } from "node:test";
import { initials, markdownTable, replaced, tabbedRows } from "../../static/js/editor/texts.js";

const apply = (text, { from, removed, inserted }) => text.slice(0, from) + inserted + text.slice(from + removed);

test("it finds the one change between two texts, and cuts no character in two", () => {
  const pieces = ["", "a", "b", "😀", "😁", "é", "\n", "ab", "😀😀"];
  for (const a of pieces)
    for (const b of pieces)
      for (const c of pieces) {
        const [before, after] = [`x${a}${b}`, `x${c}${b}`];
        const change = replaced(before, after);
        assert.equal(apply(before, change), after);
        assert.ok(change.inserted.isWellFormed(), `${before} → ${after}`);
        assert.ok(before.slice(change.from, change.from + change.removed).isWellFormed(), `${before} → ${after}`);
      }
});

test("it makes Markdown of rows, whatever is in their cells", () => {
  assert.equal(markdownTable([["a", "b"], ["1|2"], ["x\n y", ""]]), "| a | b |\n| --- | --- |\n| 1\\|2 |  |\n| x y |  |");
});

test("it takes tabs in every line for a table, and nothing else", () => {
  assert.deepEqual(tabbedRows("a\tb\r\n1\t2\r\n"), [["a", "b"], ["1", "2"]]);
  assert.equal(tabbedRows("a\tb"), null);
  assert.equal(tabbedRows("a\tb\nplain"), null);
});

test("it makes the initials that the server makes", () => {
  assert.deepEqual(["ana-silva", "engineer1", "morgan"].map(initials), ["AS", "E1", "MO"]);
});
