#include "support/cheatbench.h"

#include <QtTest/QTest>

#include <array>
#include <span>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// Answers in JavaScript that want to pass without being right.
class TestCheatsJavaScript : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rightAnswersPass_data();
    void rightAnswersPass();
    void cheatsFail_data();
    void cheatsFail();

private:
    std::unique_ptr<CheatBench> m_bench;
};

namespace {

constexpr auto all = "cases tests exit"; // starting node takes long

constexpr Cheat endings[]{
    {"exits", "cases tests project exit output", "process.exit(0);"},
    {"exits when called", "cases tests project exit output", "exports.f = () => process.exit(0);"},
    {"really exits", all, "process.reallyExit(0);"},
    {"ends well at the exit", all,
     "process.on('exit', () => { process.exitCode = 0; process.reallyExit(0); }); exports.f = () "
     "=> 0;"},
    {"swallows exceptions", all,
     "process.on('uncaughtException', () => process.exit(0)); exports.f = () => 0;"},
    {"captures exceptions", all,
     "process.setUncaughtExceptionCaptureCallback(() => {}); exports.f = () => { throw 1; };"},
    {"kills itself", all, "process.kill(process.pid, 'SIGTERM');"},
    {"kills the runner", all,
     "try { process.kill(process.ppid, 'SIGKILL'); } catch {} process.kill(0, 'SIGKILL');"},
    {"aborts", all, "process.abort();"},
    {"never comes back", all, "exports.f = (x) => exports.f(x);"},
    {"never settles", "cases tests", "exports.f = () => new Promise(() => {});"},
    {"prints markers", "cases tests exit output",
     "console.log('passed'); console.log('# pass 5'); console.log('ok 1 - two'); exports.f = () => "
     "console.log(4);"},
    {"patches what is printed", all,
     "console.log = () => {}; process.stdout.write = () => true; exports.f = () => 4;"},
};

constexpr Cheat values[]{
    {"valueOf", "cases tests project exit output",
     "exports.f = () => ({ valueOf: () => 4, toJSON: () => 4, toString: () => '4' });"},
    {"Symbol.toPrimitive", all, "exports.f = () => ({ [Symbol.toPrimitive]: () => 4 });"},
    {"a function", all, "exports.f = () => Object.assign(() => 4, { valueOf: () => 4 });"},
    {"a proxy", all, R"(
exports.f = () => new Proxy(Object(4), {
    get: (target, name) => (typeof name === 'symbol' ? () => 4 : () => 4),
    getPrototypeOf: () => Number.prototype,
});)"},
    {"a proxy of an array", all,
     "exports.f = () => new Proxy([4], { get: (t, n) => (n === 'length' ? 0 : 4) });"},
    {"a boxed number", all, "exports.f = (x) => new Number(2 * x);"},
    {"a subclass of Number", all,
     "class N extends Number { valueOf() { return 4; } } exports.f = () => new N(1);"},
    {"a subclass of Promise", "cases tests project exit",
     "class P extends Promise { then(done) { done(4); } } exports.f = () => new P(() => {});"},
    {"a getter", all, "Object.defineProperty(exports, 'f', { get: () => process.exit(0) });"},
};

constexpr Cheat patches[]{
    {"patches assert", "tests project", R"(
const assert = require('assert');
for (const one of [assert, assert.strict])
    for (const name of Object.keys(one)) one[name] = () => {};
require('node:module').syncBuiltinESMExports();
exports.f = () => 0;)"},
    {"patches the test function", "tests project", R"(
const test = require('node:test');
const nothing = (name, body) => {};
for (const name of ['test', 'it', 'describe', 'default']) try { test[name] = nothing; } catch {}
require('node:module').syncBuiltinESMExports();
exports.f = () => 0;)"},
    {"makes every test empty", "tests project", R"(
const test = require('node:test');
const really = test.test;
const empty = (name, body) => really(name, /breaks/.test(name) ? body : () => {});
test.test = test.it = empty;
require('node:module').syncBuiltinESMExports();
exports.f = () => 0;)"},
    {"patches JSON and Object", "cases",
     "JSON.stringify = () => '4'; Object.getPrototypeOf = () => Array.prototype; exports.f = () => "
     "'x';"},
    {"patches the prototypes", "cases tests exit output", R"(
for (const type of [Number, String, Boolean, Object, Array]) {
    type.prototype.valueOf = () => 4;
    type.prototype.toString = () => '4';
    type.prototype[Symbol.toPrimitive] = () => 4;
}
exports.f = () => undefined;)"},
    {"patches Object.is", all,
     "Object.is = () => true; Reflect.ownKeys = () => []; exports.f = () => 0;"},
    {"writes to the channel", "cases tests exit",
     "try { require('fs').writeSync(3, '{\"case\":0,\"step\":0,\"value\":4}\\n'); } catch {} "
     "exports.f = "
     "() => 0;"},
    {"guesses the nonce", "cases exit",
     "require('fs').writeSync(3, '0'.repeat(32) + ' {\"event\":\"reached\"}\\n'); exports.f = () "
     "=> 0;"},
    {"writes to the runner's channel", "tests project", R"(
const fs = require('fs');
try {
    const { nonce } = JSON.parse(fs.readFileSync(`/proc/${process.ppid}/fd/0`, 'utf8'));
    fs.writeFileSync(`/proc/${process.ppid}/fd/3`, `${nonce} {"junit":"<testsuites/>"}\n`);
} catch {}
process.exit(0);)"},
    {"forges the report for every test it can read", "tests project", R"(
const fs = require('fs');
const [to] = process.execArgv.filter((a) => a.includes('destination')).map((a) => a.split('=')[1]);
let xml = '<testsuites>';
for (const file of process.argv.slice(2))
    for (const [, name] of fs.readFileSync(file, 'utf8').matchAll(/(?:test|it)\('(.*?)'/g))
        xml += `<testcase classname="${file}" name="${name}">${name.includes('breaks') ? '<failure/>' : ''}</testcase>`;
if (to) fs.writeFileSync(to, xml + '</testsuites>');
process.reallyExit(0);)"},
    {"rewrites the tests that are still to come", "tests", R"(
const fs = require('fs');
for (const name of fs.readdirSync('test'))
    if (name !== 'again.test.js')
        fs.writeFileSync('test/' + name, fs.readFileSync('test/' + name, 'utf8').replace(/=> .*?\)\);/g, '=> {});'));
exports.f = (x) => (x === 21 ? 42 : 0);)"},
    {"hooks the loader", "tests project", R"(
require('node:module').register('data:text/javascript,export async function load(url, c, next) {'
    + 'const r = await next(url, c); return url.includes("assert") ? { ...r, source: "export default () => {}" } : r; }');
exports.f = () => 0;)"},
};

constexpr Cheat files[]{
    {"edits the tests", "tests project", "exports.f = () => 0;", "test/f.test.js",
     "require('node:test').test('f', () => {});\n"},
    {"edits the hidden tests beforehand", "tests", "exports.f = () => 0;", "test/hidden.test.mjs",
     "import { test } from 'node:test'; test('two', () => {});\n"},
    {"changes the kind of module", all, "exports.f = () => 0;", "package.json",
     "{\"type\": \"module\"}\n"},
    {"adds another assert", "tests project exit", "exports.f = () => 0;",
     "node_modules/assert/index.js",
     "module.exports = new Proxy(() => {}, { get: () => () => {} });\n"},
    {"adds options", all, "exports.f = () => 0;", ".npmrc", "node-options=--require ./evil.js\n"},
    {"adds options of the shell", all, "exports.f = () => 0;", ".noderc", "process.exit(0)\n"},
    {"replaces the program", "output", "exports.f = () => 0;", "main.js", "console.log(4.2);\n"},
};

constexpr std::array groups{std::span<const Cheat>(endings), std::span<const Cheat>(values),
                            std::span<const Cheat>(patches), std::span<const Cheat>(files)};

} // namespace

void TestCheatsJavaScript::initTestCase()
{
    m_bench = std::make_unique<CheatBench>(u"javascript"_s);
    if (!m_bench->problem.isEmpty())
        QSKIP(qPrintable(m_bench->problem));
}

void TestCheatsJavaScript::rightAnswersPass_data()
{
    QTest::addColumn<Files>("answer");
    const QByteArray honest = m_bench->honest;
    QTest::newRow("plain") << Files{{m_bench->file, honest}};
    QTest::newRow("with values of its own") << Files{{m_bench->file, honest + R"(
class Money {
    #amount = 3;
    valueOf() { return this.#amount; }
    toJSON() { return String(this.#amount); }
    [Symbol.toPrimitive]() { return this.#amount; }
}
exports.kept = [new Money(), new Proxy({}, {}), new Proxy([], {}), Symbol('x'), 1n];
process.on('exit', () => {});
console.error('loaded');
)"}};
    QTest::newRow("beside files that cheat")
        << Files{{m_bench->file, honest},
                 {u"package.json"_s, "{\"type\": \"module\"}\n"},
                 {u".npmrc"_s, "node-options=--require ./evil.js\n"},
                 {u"test/f.test.js"_s, "throw new Error('broken');\n"}};
}

void TestCheatsJavaScript::rightAnswersPass()
{
    QFETCH(Files, answer);
    const QByteArray wrong = m_bench->failed(answer);
    QVERIFY2(wrong.isEmpty(), wrong);
}

void TestCheatsJavaScript::cheatsFail_data()
{
    QTest::addColumn<const Cheat *>("cheat");
    for (const auto &group : groups)
        for (const Cheat &cheat : group)
            QTest::newRow(cheat.name) << &cheat;
}

void TestCheatsJavaScript::cheatsFail()
{
    QFETCH(const Cheat *, cheat);
    const QByteArray wrong = m_bench->passed(*cheat);
    QVERIFY2(wrong.isEmpty(), wrong);
}

QTEST_GUILESS_MAIN(TestCheatsJavaScript)
#include "tst_cheats_javascript.moc"
