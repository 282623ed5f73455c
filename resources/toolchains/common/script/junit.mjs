// A reporter for node's test runner: JUnit XML with the file of each test as its class, and the names of the
// suites around it before its own. The closing tag is written when the run is over, and only then.
import { relative } from 'node:path';

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' };

function escaped(text) {
    return String(text).toWellFormed()
        .replace(/[&<>"\n\t]/g, (c) => entities[c])
        // eslint-disable-next-line no-control-regex
        .replace(/[\u0000-\u001f\ufffe\uffff]/g, '\ufffd');
}

function message(error) {
    const cause = error?.cause ?? error;
    return cause instanceof Error ? cause.stack ?? cause.message : String(cause);
}

function element(names, data, failed) {
    const path = data.file ? relative(process.cwd(), data.file) : '';
    const file = path.startsWith('..') ? '' : path; // a driver's own test is nobody's file
    const seconds = (data.details?.duration_ms ?? 0) / 1000;
    const head = `<testcase classname="${escaped(file)}" name="${escaped(names.join(' > '))}" time="${seconds}"`;
    if (data.skip !== undefined || data.todo !== undefined)
        return `${head}><skipped message="${escaped(data.skip ?? data.todo)}"/></testcase>\n`;
    if (!failed)
        return `${head}/>\n`;
    const text = message(data.details?.error);
    return `${head}><failure message="${escaped(text.split('\n')[0])}">${escaped(text)}</failure></testcase>\n`;
}

export default async function* junit(source) {
    const names = [];
    yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n';
    for await (const { type, data } of source) {
        if (type === 'test:start') {
            names.length = data.nesting;
            names.push(data.name);
        } else if (type === 'test:pass' || type === 'test:fail') {
            if (data.details?.type !== 'suite')
                yield element([...names.slice(0, data.nesting), data.name], data, type === 'test:fail');
        }
    }
    yield '</testsuites>\n';
}
