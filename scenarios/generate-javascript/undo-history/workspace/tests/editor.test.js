import assert from "node:assert/strict";
import { test } from "node:test";

import { Editor } from "../src/editor.js";
import { History } from "../src/history.js";

test("typing is undone as one", () => {
  const editor = new Editor();
  [..."hi"].forEach((letter, at) => editor.insert(at, letter));
  assert.equal(editor.text, "hi");
  assert.equal(editor.history.undo(), true);
  assert.equal(editor.text, "");
  assert.equal(editor.history.undo(), false);
  assert.equal(editor.history.redo(), true);
  assert.equal(editor.text, "hi");
});

test("a group is one step", () => {
  const editor = new Editor("a b a");
  assert.equal(editor.replaceAll("a", "cc"), 2);
  assert.equal(editor.text, "cc b cc");
  editor.history.undo();
  assert.equal(editor.text, "a b a");
});

test("a group that fails leaves nothing", () => {
  const editor = new Editor("abc");
  assert.throws(() => editor.history.group(() => {
    editor.insert(0, "x");
    editor.remove(0, 99);
  }), RangeError);
  assert.equal(editor.text, "abc");
  assert.equal(editor.history.canUndo, false);
});

test("the oldest steps are forgotten", () => {
  const history = new History(2);
  let n = 0;
  const step = { apply: () => (n += 1), revert: () => (n -= 1) };
  for (let i = 0; i < 3; i += 1) history.perform(step);
  while (history.undo());
  assert.equal(n, 1);
});
