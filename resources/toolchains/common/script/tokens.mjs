// Driver of the action "tokens": the folder of npm and a file; prints {"tokens": [[text, line], …]} of its code,
// without comments and blank space, or {"error"} where it can't be parsed.
import { required } from './npm.mjs';
import { answer, forEachLeaf, lineAt, parsedWhole } from './source.mjs';

const [npm, path] = process.argv.slice(2);
const ts = required(npm, 'typescript');

answer(() => {
    const file = parsedWhole(ts, path);
    const tokens = [];
    forEachLeaf(ts, file, file, (leaf) => tokens.push([leaf.getText(file), lineAt(file, leaf.getStart(file))]));
    return { tokens };
});
