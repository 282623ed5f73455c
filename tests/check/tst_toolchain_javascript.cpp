#include "support/actionbench.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// resources/toolchains/javascript: what each action and analyser says.
class TestToolchainJavascript : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void actions_data();
    void actions();
    void shuffles();
};

namespace {

const QByteArray stack = R"js(/** A stack. */
export class Stack {
    #items = [];
    /**
     * Puts an item on top.
     * @param {number} item what is put there
     * @returns {number} the new size
     * @throws {TypeError} if it is no number
     */
    push(item) {
        if (typeof item !== 'number')
            throw new TypeError('a number');
        return this.#items.push(item);
    }
}
)js";

const QByteArray stackTest = R"js(import test from 'node:test';
import assert from 'node:assert/strict';
import { Stack } from './stack.mjs';
test('one', () => assert.equal(new Stack().push(1), 1));
test('two', () => assert.equal(new Stack().push(1), 2));
)js";

void addRow(const char *name, ActionRow row)
{
    QTest::newRow(name) << std::move(row);
}

void addReaders()
{
    const Files files{{u"stack.mjs"_s, stack}};
    addRow("syntax", {u"syntax"_s, {u"stack.mjs"_s}, files, {u"[]"_s}});
    addRow("syntax is wrong",
           {u"syntax"_s, {u"a.js"_s}, {{u"a.js"_s, "let x = ;\n"}}, {u"\"line\":1"_s}});
    addRow("symbols",
           {u"symbols"_s,
            {u"stack.mjs"_s},
            files,
            {uR"("body":[11,13],"definition":[10,14],"name":"Stack.push")"_s}});
    addRow("tokens",
           {u"tokens"_s,
            {u"a.js"_s},
            {{u"a.js"_s, "/** d */ f( /re/ ) // c\n  `a${b}`\n"}},
            {uR"json([["f",1],["(",1],["/re/",1],[")",1],["`a${",2],["b",2],["}`",2]])json"_s}});
    addRow("tokens of types",
           {u"tokens"_s, {u"a.js"_s}, {{u"a.js"_s, "let x: number = 1;\n"}}, {u"\"error\""_s}});
    addRow("tokens of a huge line",
           {u"tokens"_s,
            {u"a.js"_s},
            {{u"a.js"_s, QByteArray("f(1);").repeated(40'000)}},
            {u"[\"f\",1]"_s}});
    addRow("tokens nested too deeply",
           {u"tokens"_s,
            {u"a.js"_s},
            {{u"a.js"_s, "x=" + QByteArray("1+").repeated(50'000) + '1'}},
            {u"\"error\""_s}});
    addRow("tokens of another encoding",
           {u"tokens"_s, {u"a.js"_s}, {{u"a.js"_s, "let x = '\xff';\n"}}, {u"not UTF-8"_s}});
}

void addDocs()
{
    const auto row = [](const char *name, const QByteArray &source, const QStringList &has,
                        const QStringList &lacks = {}) {
        addRow(name, {u"docs"_s, {u"a.js"_s}, {{u"a.js"_s, source}}, has, lacks});
    };
    row("docs", stack,
        {uR"("name":"Stack.push","parameters":[{"line":10,"name":"item"}],"public":true)"_s,
         uR"("raises":[{"line":12,"type":"TypeError"}],"returns":true)"_s,
         u"\"conventions\":[\"jsdoc\"]"_s,
         uR"("parameters":[{"line":6,"name":"item","text":"what is put there"}])"_s,
         uR"("raises":[{"line":8,"text":"if it is no number","type":"TypeError"}])"_s,
         uR"("returns":{"line":7,"text":"the new size"},"summary":"Puts an item on top.")"_s,
         u"\"problems\":[]"_s});
    row("docs are malformed", "/** A.\n * @param {Array<} a it\n * @parma b */\nfunction f(a) {}\n",
        {u"\"bad-type\""_s, u"\"unknown-tag\""_s});
    row("docs in the body",
        "function f(a) {\n    /**\n     * @param {number} a it\n     */\n    return "
        "a;\n}\n",
        {u"\"placed\":false"_s});
    row("docs in a plain comment", "// @param a it\nfunction f(a) {}\n", {u"\"placed\":false"_s});
    row("docs of Google's kind", "/**\n * A.\n *\n * Args:\n *   a: it\n */\nfunction f(a) {}\n",
        {u"\"conventions\":[]"_s});
    row("no docs", "// what follows\nfunction f(a) {}\n", {u"\"doc\":null"_s});
    row("caught", "function f() { try { throw new Error('x'); } catch { return; } }\n",
        {u"\"raises\":[]"_s, u"\"returns\":false"_s});
}

void addRunners()
{
    const Files files{{u"stack.mjs"_s, stack},
                      {u"stack.test.mjs"_s, stackTest},
                      {u"never.mjs"_s, "export function never() {\n    return 1;\n}\n"}};
    addRow("test",
           {u"test"_s, {u"stack.test.mjs"_s}, files, {u"name=\\\"one\\\""_s, u"<failure"_s}});
    addRow(
        "coverage",
        {u"coverage"_s,
         {u"stack.test.mjs"_s},
         files,
         {u"SF:stack.mjs\\nBRDA:11,0,0,0\\nBRDA:11,0,1,2\\nDA:3,2\\nDA:11,2\\nDA:12,0\\nDA:13,2\\n"_s,
          u"SF:never.mjs\\nDA:2,0\\n"_s, u"\"junit\""_s},
         {u"stack.test.mjs\\nDA"_s}});
    Files writing = files;
    writing[u"stack.test.mjs"_s] =
        stackTest + "import fs from 'node:fs';\ntry { fs.writeSync(3, 'x\\n'); } catch {}\n";
    addRow("test writes to the channel",
           {u"test"_s, {u"stack.test.mjs"_s}, writing, {u"name=\\\"one\\\""_s}});
}

void addAnalysers()
{
    const QByteArray faulty = "// eslint-disable\nfunction f(a) {\n    var b = 1;\n    "
                              "return a == 2;\n}\nmodule.exports = { f };\n";
    // a stranger's configuration and modules are not run
    const Files files{
        {u"a.js"_s, faulty},
        {u"eslint.config.js"_s, "throw new Error('ran');\n"},
        {u"node_modules/eslint/package.json"_s, R"({"name":"eslint","main":"i.js"})"},
        {u"node_modules/eslint/i.js"_s, "throw new Error('ran');\n"},
        {u"node_modules/typescript/package.json"_s, R"({"name":"typescript","main":"i.js"})"},
        {u"node_modules/typescript/i.js"_s, "throw new Error('ran');\n"}};
    addRow("eslint",
           {u"analyse:eslint"_s,
            {u"a.js"_s},
            files,
            {u"\"no-unused-vars\""_s, u"\"eqeqeq\""_s, u"\"line\":4"_s},
            {u"no-undef"_s}});
    addRow("eslint finds nothing",
           {u"analyse:eslint"_s, {u"a.mjs"_s}, {{u"a.mjs"_s, "export const a = 1;\n"}}, {u"[]"_s}});
    addRow("eslint on broken code",
           {u"analyse:eslint"_s, {u"a.js"_s}, {{u"a.js"_s, "let = ;\n"}}, {u"\"syntax\""_s}});
    addRow("eslint-jsdoc",
           {u"analyse:eslint-jsdoc"_s,
            {u"a.js"_s},
            {{u"a.js"_s, "/**\n * A.\n * @param {number} b it\n */\nfunction f(a) {}\n"}},
            {u"\"jsdoc/check-param-names\""_s}});
    Files typed = files;
    typed[u"a.js"_s] = "// @ts-nocheck\n/** @type {number} */\nlet a = 'x';\n";
    addRow("tsc", {u"analyse:tsc"_s, {u"a.js"_s}, typed, {u"\"TS2322\""_s, u"\"line\":3"_s}});
}

} // namespace

void TestToolchainJavascript::actions_data()
{
    QTest::addColumn<ActionRow>("row");
    addReaders();
    addDocs();
    addRunners();
    addAnalysers();
}

void TestToolchainJavascript::actions()
{
    QFETCH(ActionRow, row);
    CheckBench bench(u"javascript"_s);
    REQUIRE_BENCH(bench);
    bench.scenario.limits.wall = std::chrono::seconds(120);
    verify(bench, row);
}

/// The order of tests follows the seed alone; their names stay what they are.
void TestToolchainJavascript::shuffles()
{
    CheckBench bench(u"javascript"_s);
    REQUIRE_BENCH(bench);
    bench.scenario.limits.wall = std::chrono::seconds(120);
    QByteArray source = "import { describe, it, test } from 'node:test';\n";
    for (int i = 0; i < 8; ++i)
        source += "test('t" + QByteArray::number(i) + "', () => {});\n";
    source += "describe('s', () => { it('u', () => {}); it.skip('v', () => {}); });\n";
    const auto order = [&](const QString &seed) {
        const ActionAnswer answer =
            ask(bench, u"test"_s, {u"a.test.mjs"_s}, {{u"a.test.mjs"_s, source}},
                seed.isEmpty() ? QMap<QString, QString>()
                               : QMap<QString, QString>{{u"TOUCHSTONE_SEED"_s, seed}});
        QStringList names;
        const QRegularExpression name(uR"(classname=\\"a\.test\.mjs\\" name=\\"([^\\]*)\\")"_s);
        for (const auto &match : name.globalMatch(QString::fromUtf8(answer.text)))
            names.append(match.captured(1));
        return names;
    };
    const QStringList plain = order({});
    QCOMPARE(plain.size(), 10);
    QCOMPARE(plain.first(), u"t0"_s);
    const QStringList shuffled = order(u"7"_s);
    QCOMPARE_NE(shuffled, plain);
    QCOMPARE(order(u"7"_s), shuffled);
    QCOMPARE_NE(order(u"8"_s), shuffled);
    QCOMPARE(QSet(shuffled.begin(), shuffled.end()), QSet(plain.begin(), plain.end()));
}

QTEST_GUILESS_MAIN(TestToolchainJavascript)
#include "tst_toolchain_javascript.moc"
