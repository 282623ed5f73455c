const names = [];
const source = pattern.replace(/:(\w+)/g, (_, name) => { names.push(name); return '([^/]+)'; }).replace(/\/\*$/, () => { names.push('rest'); return '/?(.*)'; });
const found = new RegExp(`^${source}/?$`).exec(path);
return found && Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]));
