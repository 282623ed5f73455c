/** The text without percent sequences; undefined where it has bad ones or is not there. */
function decoded(segment) {
    try {
        return segment ? decodeURIComponent(segment) : undefined;
    } catch {
        return undefined;
    }
}

/**
 * Holds a path against a route's pattern, segment by segment. ":name" takes one segment that is not empty, with its percent
 * sequences decoded; "*" at the end takes the rest, without the slash before it, perhaps nothing, undecoded, as "rest". A slash
 * at the end of path or pattern makes no difference. A path whose percent sequences can't be decoded does not fit.
 * @param {string} pattern such as "/users/:id/files/*"
 * @param {string} path such as "/users/7/files/a/b.txt"
 * @returns {Record<string, string> | null} what the names took, as a plain object; null where it does not fit
 */
export function matchPattern(pattern, path) {
    const split = (text) => text.replace(/^\/|\/$/g, '').split('/');
    const wanted = split(pattern), given = split(path);
    const params = {};
    for (const [i, part] of wanted.entries()) {
        if (part === '*' && i === wanted.length - 1)
            return { ...params, rest: given.slice(i).join('/') };
        const segment = given[i];
        if (part.startsWith(':')) {
            const value = decoded(segment);
            if (value === undefined)
                return null;
            params[part.slice(1)] = value;
        } else if (part !== segment) {
            return null;
        }
    }
    return given.length === wanted.length ? params : null;
}
