/** Reads the query of an address with what the platform has. */
export function parseQuery(text) {
  const result = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const key = name.replace(/\[\]$/, "");
    if (Object.hasOwn(result, key)) {
      result[key] = [].concat(result[key], value);
    } else {
      result[key] = key === name ? value : [value];
    }
  }
  return result;
}
