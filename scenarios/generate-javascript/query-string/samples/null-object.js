/** Reads the query of an address. */
export function parseQuery(text) {
  const result = Object.create(null);
  const body = text.startsWith("?") ? text.substring(1) : text;
  body
    .split("&")
    .filter((pair) => pair.length > 0)
    .forEach((pair) => {
      const [, rawName, rawValue = ""] = /^([^=]*)(?:=([^]*))?$/.exec(pair);
      const name = unescapePart(rawName);
      const value = unescapePart(rawValue);
      const key = name.replace(/\[\]$/, "");
      const isList = key !== name;
      if (!(key in result)) {
        result[key] = isList ? [value] : value;
      } else {
        result[key] = [].concat(result[key], value);
      }
      if (isList && !Array.isArray(result[key])) result[key] = [result[key]];
    });
  const plain = {};
  for (const key of Object.keys(result)) {
    Object.defineProperty(plain, key, { value: result[key], enumerable: true, writable: true, configurable: true });
  }
  return plain;
}

const unescapePart = (part) => {
  const text = part.split("+").join(" ");
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
};
