/**
 * Reads the query of an address.
 * @param {string} text
 * @returns {Record<string, string | string[]>}
 */
export function parseQuery(text) {
  const values = new Map();
  const lists = new Set();
  for (const pair of text.replace(/^\?/, "").split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    let name = decode(at < 0 ? pair : pair.slice(0, at));
    if (name.endsWith("[]")) {
      name = name.slice(0, -2);
      lists.add(name);
    }
    if (!values.has(name)) values.set(name, []);
    values.get(name).push(decode(at < 0 ? "" : pair.slice(at + 1)));
  }
  // Object.fromEntries defines names, so that __proto__ is one like any other.
  return Object.fromEntries(
    [...values].map(([name, list]) => [name, list.length > 1 || lists.has(name) ? list : list[0]]),
  );
}

function decode(text) {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
