// parseQuery() as a list of names and values, so that any name can be told.
import { parseQuery } from "./src/query.js";

export function pairs(text) {
  const found = parseQuery(text);
  return Object.keys(found).map((name) => [name, found[name]]);
}
