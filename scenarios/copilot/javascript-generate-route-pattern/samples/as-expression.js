const names = [];
const parts = pattern.replace(/^\/|\/$/g, '').split('/').map((part, i, all) => {
    if (part.startsWith(':')) {
        names.push(part.slice(1));
        return '/([^/]+)';
    }
    if (part === '*' && i === all.length - 1) {
        names.push('*');
        return '(?:/(.*))?';
    }
    return `/${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
});
const found = new RegExp(`^${parts.join('')}$`).exec(`/${path.replace(/^\/|\/$/g, '')}`);
if (!found)
    return null;
try {
    return Object.fromEntries(names.map((name, i) => (name === '*' ? ['rest', found[i + 1] ?? ''] : [name, decodeURIComponent(found[i + 1])])));
} catch (error) {
    if (error instanceof URIError)
        return null;
    throw error;
}
