// Driver of the action "cases": loads the judged file and tells what expressions come to. Argument:
// --typescript=NPM, with the folder of npm, where files may be TypeScript.
//
// One JSON object on stdin: {"nonce", "file", "cases": [{"index", "setup", "stdin", "steps": [{"do"} |
// {"expr"} | {"call", "args"}]}]}. Lines "NONCE JSON" on file descriptor 3; values in the encoding of
// core/check/casevalue.h. What is expected is not known here: whatever the judged code does to this
// process, it can't learn it. Expressions are evaluated in the scope of the judged module; promises are
// awaited.
import fs from 'node:fs';
import Module, { createRequire, register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { letRequireFind } from './found.mjs';
import { isAccessorKey, kindOf } from './modules.mjs';
import { reportMissingBy } from './npm.mjs';

const MAX_ITEMS = 200_000;
const MAX_DEPTH = 100;
const MAX_TEXT = 1 << 20;

// Held here, whatever the judged code patches later.
const { stringify, parse } = JSON;
const { getPrototypeOf, getOwnPropertyDescriptor, getOwnPropertySymbols, keys } = Object;
const { isArray } = Array;
const { isSafeInteger, isFinite: isFiniteNumber } = Number;
const basic = { array: Array.prototype, object: Object.prototype, map: Map.prototype, set: Set.prototype };
const forEachMap = Function.prototype.call.bind(Map.prototype.forEach);
const forEachSet = Function.prototype.call.bind(Set.prototype.forEach);
const isWellFormed = Function.prototype.call.bind(String.prototype.isWellFormed);
const base64 = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
const { writeSync } = fs;
const exit = process.reallyExit.bind(process);

class Unserialisable extends Error {}

/** From a value to its JSON text; takes only values of exactly the built-in types. */
class Encoder {
    left = MAX_ITEMS;

    encode(value, depth = 0) {
        if (--this.left < 0)
            throw new Unserialisable(`more than ${MAX_ITEMS} items`);
        if (depth > MAX_DEPTH)
            throw new Unserialisable(`nested deeper than ${MAX_DEPTH} levels`);
        switch (typeof value) {
        case 'undefined':
            return '{"$":"undefined"}';
        case 'boolean':
            return value ? 'true' : 'false';
        case 'number':
            return this.number(value);
        case 'bigint':
            return `{"$":"int","value":"${value}"}`;
        case 'string':
            if (!isWellFormed(value))
                throw new Unserialisable('a string with a lone surrogate');
            return stringify(value);
        case 'object':
            return value === null ? 'null' : this.object(value, depth + 1);
        default:
            throw new Unserialisable(`type ${typeof value}`);
        }
    }

    number(value) {
        if (value !== value)
            return '{"$":"float","value":"nan"}';
        if (!isFiniteNumber(value))
            return `{"$":"float","value":"${value > 0 ? 'inf' : '-inf'}"}`;
        return isSafeInteger(value) ? `${value}` : stringify(value);
    }

    object(value, depth) {
        const prototype = getPrototypeOf(value);
        if (prototype === basic.array && isArray(value)) {
            let text = '';
            for (let i = 0; i < value.length; ++i)
                text += (i ? ',' : '') + this.encode(value[i], depth);
            return `[${text}]`;
        }
        if (prototype === basic.set)
            return this.set(value, depth);
        if (prototype === basic.map)
            return this.map(value, depth);
        if (value instanceof Uint8Array)
            return `{"$":"bytes","base64":"${base64(value)}"}`;
        if (prototype === basic.object || prototype === null)
            return this.plain(value, depth);
        throw new Unserialisable(`type ${prototype?.constructor?.name}`);
    }

    set(value, depth) {
        let text = '';
        forEachSet(value, (item) => { text += (text ? ',' : '') + this.encode(item, depth); });
        return `{"$":"set","items":[${text}]}`;
    }

    map(value, depth) {
        let text = '';
        forEachMap(value, (item, key) => {
            text += `${text ? ',' : ''}[${this.encode(key, depth)},${this.encode(item, depth)}]`;
        });
        return `{"$":"map","items":[${text}]}`;
    }

    plain(value, depth) {
        if (getOwnPropertySymbols(value).length > 0)
            throw new Unserialisable('an object with a symbol for a key');
        const names = keys(value);
        let text = '', pairs = '', tagged = false;
        for (let i = 0; i < names.length; ++i) {
            if (isAccessorKey(getOwnPropertyDescriptor(value, names[i])))
                throw new Unserialisable(`an object whose '${names[i]}' is computed`);
            tagged ||= names[i] === '$';
            const key = this.encode(names[i], depth), item = this.encode(value[names[i]], depth);
            text += `${i ? ',' : ''}${key}:${item}`;
            pairs += `${i ? ',' : ''}[${key},${item}]`;
        }
        return tagged ? `{"$":"dict","items":[${pairs}]}` : `{${text}}`;
    }
}

/** An argument from its encoding. */
function decode(value) {
    if (isArray(value))
        return value.map(decode);
    if (typeof value !== 'object' || value === null)
        return value;
    switch (value.$) {
    case undefined:
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]));
    case 'int':
        return BigInt(value.value);
    case 'float':
        return { nan: NaN, inf: Infinity, '-inf': -Infinity }[value.value];
    case 'bytes':
    case 'bytearray':
        return new Uint8Array(Buffer.from(value.base64, 'base64'));
    case 'tuple':
        return value.items.map(decode);
    case 'set':
        return new Set(value.items.map(decode));
    case 'dict':
        return Object.fromEntries(value.items.map(([key, item]) => [decode(key), decode(item)]));
    case 'map':
        return new Map(value.items.map(([key, item]) => [decode(key), decode(item)]));
    case 'undefined':
        return undefined;
    default:
        throw new TypeError(`no value in JavaScript is a ${value.$}`);
    }
}

function teller(nonce) {
    return (body) => {
        const bytes = Buffer.from(`${nonce} ${body}\n`);
        for (let at = 0; at < bytes.length;)
            at += writeSync(3, bytes, at);
    };
}

const shown = (text) => stringify(`${text}`.toWellFormed().slice(0, 2000));

/** A record's members for what was thrown: the names of its type and bases, and the message. */
function raised(error) {
    const names = [];
    let message = '';
    try {
        message = error instanceof Error ? error.message : String(error);
        for (let at = error; at !== null && typeof at === 'object' && names.length < 20; at = getPrototypeOf(at)) {
            const name = at.constructor?.name;
            if (typeof name === 'string' && name !== 'Object' && names[names.length - 1] !== name)
                names[names.length] = name;
        }
        if (typeof error?.name === 'string' && !names.includes(error.name))
            names[names.length] = error.name;
    } catch {
        // what was thrown does not even let itself be looked at
    }
    if (names.length === 0)
        names[0] = typeof error;
    let list = '';
    for (let i = 0; i < names.length; ++i)
        list += (i ? ',' : '') + shown(names[i]);
    return `"raised":[${list}],"message":${shown(message)}`;
}

/** Loads the file as a module, and returns a function that evaluates text in the module's scope. */
async function evaluatorOf(file, key) {
    const path = resolve(file), url = pathToFileURL(path).href;
    const hook = `\n;globalThis[${stringify(key)}] = (__code) => eval(__code);`;
    if (typescript) {
        register('./hooks.mjs', import.meta.url, { data: { index: typescript.index, url, hook } });
        letRequireFind(typescript.index);
        await import(url);
    } else if (kindOf(path) === 'module') {
        register('./modules.mjs', import.meta.url, { data: { url, hook } });
        await import(url);
    } else {
        const compile = Module.prototype._compile;
        Module.prototype._compile = function (content, name, ...rest) {
            return compile.call(this, name === path ? content + hook : content, name, ...rest);
        };
        createRequire(path)(path);
        Module.prototype._compile = compile;
    }
    const evaluate = globalThis[key];
    delete globalThis[key];
    return evaluate;
}

async function runStep(head, step, evaluate, tell) {
    try {
        if (step.do !== undefined) {
            // what it declares is in the scope of the function that comes out of it
            const next = await evaluate(`(async () => { ${step.do}\n;return (__code) => eval(__code); })()`);
            tell(`${head}}`);
            return next;
        }
        const value = step.call === undefined
            ? await evaluate(`(async () => (${step.expr}\n))()`)
            : await evaluate(`(async (__args) => (${step.call}(...__args)\n))`)(decode(step.args ?? []));
        const encoded = new Encoder().encode(value);
        if (encoded.length > MAX_TEXT)
            throw new Unserialisable('larger than 1 MiB');
        tell(`${head},"value":${encoded}}`);
    } catch (error) {
        if (error instanceof Unserialisable)
            tell(`${head},"unserialisable":${shown(error.message)}}`);
        else
            tell(`${head},${raised(error)}}`);
    }
    return evaluate;
}

async function runCase(one, evaluate, tell) {
    const head = `{"case":${one.index}`;
    tell(`${head},"event":"begin"}`);
    let printed = '';
    process.stdout.write = (piece) => {
        if (printed.length < MAX_TEXT)
            printed += typeof piece === 'string' ? piece : Buffer.from(piece).toString();
        return true;
    };
    try {
        if (one.stdin)
            throw new TypeError('a case in JavaScript can not be given stdin; use the check "output"');
        if (one.steps.some((step) => step.kwargs))
            throw new TypeError('JavaScript has no arguments by name; pass an object');
        let scope = await evaluate(`(async () => { ${one.setup}\n;return (__code) => eval(__code); })()`);
        for (let i = 0; i < one.steps.length; ++i)
            scope = await runStep(`${head},"step":${i}`, one.steps[i], scope, tell);
    } catch (error) {
        tell(`${head},"event":"setup-failed",${raised(error)}}`);
    }
    tell(`${head},"event":"end","stdout":${stringify(printed.toWellFormed())}}`);
}

const request = parse(fs.readFileSync(0, 'utf8'));
const tell = teller(request.nonce);
const key = `evaluate-${vm.runInNewContext('Math.random()')}-${process.hrtime.bigint()}`;
const npm = /^--typescript=(.*)/.exec(process.argv[2] ?? '')?.[1];
reportMissingBy((missing) => tell(stringify({ missing })));
const typescript = npm && (await import('./typescript.mjs')).transpiled(npm, process.cwd());
tell('{"event":"ready"}');
let evaluate;
try {
    evaluate = await evaluatorOf(request.file, key);
} catch (error) {
    tell(`{"event":"load-failed",${raised(error)}}`);
    exit(0);
}
tell('{"event":"loaded"}');
for (const one of request.cases)
    await runCase(one, evaluate, tell);
exit(0);
