/** Reads the query of an address. */
export function parseQuery(text) {
  const result = {};
  for (const pair of text.split("&")) {
    const [name, value] = pair.split("=");
    if (name) {
      result[name] = decodeURIComponent(value ?? "");
  }
  return result;
}
