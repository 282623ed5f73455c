import assert from "node:assert/strict";
import { test } from "node:test";

import { parseQuery } from "../src/query.js";

const plain = (object) => ({ ...object });

test("reads pairs", () => {
  assert.deepEqual(plain(parseQuery("?a=1&b=two+words&c")), { a: "1", b: "two words", c: "" });
});

test("collects values of one name", () => {
  assert.deepEqual(plain(parseQuery("a=1&a=2&b[]=3")), { a: ["1", "2"], b: ["3"] });
});

test("decodes", () => {
  assert.deepEqual(plain(parseQuery("caf%C3%A9=100%25&x=%zz")), { café: "100%", x: "%zz" });
});
