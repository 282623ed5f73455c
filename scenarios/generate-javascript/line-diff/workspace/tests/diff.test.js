import assert from "node:assert/strict";
import { test } from "node:test";

import { diffLines } from "../src/diff.js";
import { applySteps } from "../src/patch.js";

test("nothing to do", () => {
  assert.deepEqual(diffLines([], []), []);
  assert.deepEqual(diffLines(["a", "b"], ["a", "b"]), [{ keep: 2 }]);
});

test("a line in the middle", () => {
  assert.deepEqual(diffLines(["a", "b", "c"], ["a", "x", "c"]), [
    { keep: 1 },
    { remove: ["b"] },
    { insert: ["x"] },
    { keep: 1 },
  ]);
});

test("the steps lead there", () => {
  const before = "the quick brown fox jumps over the lazy dog".split(" ");
  const after = "a quick red fox leaps over a very lazy dog".split(" ");
  assert.deepEqual(applySteps(before, diffLines(before, after)), after);
});
