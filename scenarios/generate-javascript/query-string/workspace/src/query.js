/**
 * Reads the query of an address.
 * @param {string} text
 * @returns {Record<string, string | string[]>}
 */
export function parseQuery(text) {
  throw new Error("not written yet");
}
