/**
 * Holds a path against a route's pattern, segment by segment. ":name" takes one segment that is not empty, with its percent
 * sequences decoded; "*" at the end takes the rest, without the slash before it, perhaps nothing, undecoded, as "rest". A slash
 * at the end of path or pattern makes no difference. A path whose percent sequences can't be decoded does not fit.
 * @param {string} pattern such as "/users/:id/files/*"
 * @param {string} path such as "/users/7/files/a/b.txt"
 * @returns {Record<string, string> | null} what the names took, as a plain object; null where it does not fit
 */
export function matchPattern(pattern, path) {
    throw new Error('not written yet');
}
