/** Reads the query of an address. */
export function parseQuery(text) {
  const result = {};
  let start = text.startsWith("?") ? 1 : 0;
  while (start >= 0) {
    const end = text.indexOf("&", start);
    const [name, value] = text.slice(start, end < 0 ? undefined : end).split("=");
    if (name) result[name] = value;
    start = end < 0 ? 0 : end + 1;
  }
  return result;
}
