// Driver of the action "symbols": the folder of npm and a file; prints {"symbols": [{"name", "signature",
// "definition", "body"}]}, or {"error"} where it can't be parsed. Lines count from 1; a body is what stands between
// the lines of its braces; [0, 0] where it shares a line with them.
import { required } from './npm.mjs';
import { answer, lineAt, parsedWhole } from './source.mjs';
import { signatureOf, symbolsIn } from './symbolsin.mjs';

const [npm, path] = process.argv.slice(2);
const ts = required(npm, 'typescript');

function linesOf(file, from, to) {
    return [lineAt(file, from), lineAt(file, to)];
}

function bodyOf(file, braces) {
    if (!braces)
        return [0, 0];
    const [open, close] = linesOf(file, braces.open, braces.close);
    const inside = file.text.slice(braces.open + 1, braces.close);
    const first = inside.trimStart(), last = inside.trimEnd();
    const shares = first !== ''
        && (lineAt(file, braces.open + 1 + inside.length - first.length) === open || lineAt(file, braces.open + last.length) === close);
    return open === close || shares ? [0, 0] : [open + 1, close - 1];
}

answer(() => {
    const file = parsedWhole(ts, path);
    return {
        symbols: symbolsIn(ts, file).map((symbol) => ({
            name: symbol.name,
            signature: [...symbol.overloads, symbol.node].map((node) => signatureOf(ts, file, symbol.name, node)).join(' ; '),
            definition: linesOf(file, (symbol.overloads[0] ?? symbol.whole).getStart(file), symbol.whole.getEnd()),
            body: bodyOf(file, symbol.braces),
        })),
    };
});
