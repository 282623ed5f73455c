const split = (text) => text.replace(/^\/|\/$/g, '').split('/');
const wanted = split(pattern), given = split(path);
const params = {};
for (const [i, part] of wanted.entries()) {
    if (part === '*' && i === wanted.length - 1)
        return { ...params, rest: given.slice(i).join('/') };
    const segment = given[i];
    if (part.startsWith(':')) {
        if (!segment)
            return null;
        try {
            params[part.slice(1)] = decodeURIComponent(segment);
        } catch {
            return null;
        }
    } else if (part !== segment) {
        return null;
    }
}
return given.length === wanted.length ? params : null;
