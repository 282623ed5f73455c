#include "support/actionbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// resources/toolchains/typescript: what each action and analyser says.
class TestToolchainTypescript : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void actions_data();
    void actions();
    void checks_data();
    void checks();
};

namespace {

const QByteArray config =
    R"({"compilerOptions": {"strict": true, "target": "es2022", "lib": ["es2023"], "module": "nodenext",
 "allowImportingTsExtensions": true, "noEmit": true}, "include": ["**/*.ts"]})";

const QByteArray stack = R"ts(export enum Order { First, Last }
export interface Sized {
    size: number;
}

/** A stack. */
export class Stack<T> implements Sized {
    private items: T[] = [];
    constructor(private readonly limit: number) {}
    get size(): number { return this.items.length; }
    /**
     * Puts an item on top.
     *
     * @param item - what is put there
     * @returns the new size
     * @throws {@link RangeError} if it is full
     */
    push(item: T): number {
        if (this.size >= this.limit)
            throw new RangeError('full');
        return this.items.push(item);
    }
}
)ts";

const QByteArray stackTest = R"ts(import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Order, Stack } from './stack.ts';
import type { Sized } from './stack.ts';
test('one', () => {
    const sized: Sized = new Stack<number>(2);
    assert.equal(sized.size, Order.First);
    assert.equal(new Stack<number>(2).push(1), 1);
});
test('two', () => {
    assert.equal(new Stack<number>(2).push(1), 2);
});
)ts";

Files project()
{
    return {{u"tsconfig.json"_s, config},
            {u"package.json"_s, R"({"type": "module"})"},
            {u"stack.ts"_s, stack},
            {u"stack.test.ts"_s, stackTest}};
}

/// The project with one file more or other.
Files with(const QString &path, const QByteArray &text)
{
    Files files = project();
    files[path] = text;
    return files;
}

void addRow(const char *name, ActionRow row)
{
    QTest::newRow(name) << std::move(row);
}

void addReaders()
{
    addRow("syntax", {u"syntax"_s, {u"stack.ts"_s}, project(), {u"[]"_s}});
    addRow("syntax is wrong",
           {u"syntax"_s, {u"a.ts"_s}, with(u"a.ts"_s, "\nlet x: = 1;\n"), {u"\"line\":2"_s}});
    addRow("wrong types are no matter of syntax",
           {u"syntax"_s, {u"a.ts"_s}, with(u"a.ts"_s, "let x: number = 'a';\n"), {u"[]"_s}});
    addRow("syntax of another encoding",
           {u"syntax"_s, {u"a.ts"_s}, with(u"a.ts"_s, "let x = '\xff';\n"), {u"not UTF-8"_s}});
    addRow("build", {u"build"_s, {u"stack.ts"_s}, project(), {u"[]"_s}});
    addRow("build is wrong",
           {u"build"_s,
            {u"stack.ts"_s},
            with(u"a.ts"_s, "export const x: number = 'a';\n"),
            {u"\"TS2322\""_s, u"\"file\":\"a.ts\""_s}});
    addRow("build with a broken configuration",
           {u"build"_s,
            {u"stack.ts"_s},
            with(u"tsconfig.json"_s, "{\"compilerOptions\": {\"target\": \"es1\"}}"),
            {u"tsconfig.json"_s, u"\"error\""_s}});
    addRow(
        "symbols",
        {u"symbols"_s,
         {u"stack.ts"_s},
         project(),
         {uR"("body":[19,21],"definition":[18,22],"name":"Stack.push","signature":"push ( item : T ) : number")"_s,
          u"\"name\":\"Stack.constructor\""_s, u"\"name\":\"Order\""_s}});
    addRow("symbols of overloads",
           {u"symbols"_s,
            {u"a.ts"_s},
            {{u"a.ts"_s, "function f(a: string): void;\nfunction f(a: any) {\n    return a;\n}\n"}},
            {u"\"definition\":[1,4]"_s}});
    addRow("tokens",
           {u"tokens"_s,
            {u"a.ts"_s},
            {{u"a.ts"_s, "let x: Array<Array<number>>; // c\n"}},
            {uR"([">",1],[">",1])"_s},
            {u"// c"_s}});
    addRow(
        "docs",
        {u"docs"_s,
         {u"stack.ts"_s},
         project(),
         {u"\"tsdoc\""_s, uR"("raises":[{"line":16,"text":"if it is full","type":"RangeError"}])"_s,
          uR"("parameters":[{"line":14,"name":"item","text":"what is put there"}])"_s,
          u"\"problems\":[]"_s}});
    addRow(
        "docs of JSDoc's kind",
        {u"docs"_s,
         {u"a.ts"_s},
         {{u"a.ts"_s, "/** A.\n * @param {number} a it\n */\nexport function f(a: number) {}\n"}},
         {u"\"conventions\":[\"jsdoc\"]"_s, u"tsdoc-param-tag-with-invalid-type"_s}});
}

void addRunners()
{
    addRow("test",
           {u"test"_s,
            {u"stack.test.ts"_s},
            project(),
            {u"name=\\\"one\\\""_s, u"stack.test.ts:11"_s}});
    addRow("coverage",
           {u"coverage"_s,
            {u"stack.test.ts"_s},
            project(),
            {u"SF:stack.ts\\nBRDA:19,0,0,0\\nBRDA:19,0,1,2\\n"_s, u"DA:20,0\\nDA:21,2\\n"_s}});
    addRow("test with its own compiler",
           {u"test"_s,
            {u"stack.test.ts"_s},
            with(u"node_modules/typescript/index.js"_s, "throw new Error('ran');\n"),
            {u"name=\\\"one\\\""_s}});
    addRow("test without endings, of another kind of module",
           {u"test"_s,
            {u"a.test.ts"_s},
            {{u"tsconfig.json"_s, R"({"compilerOptions": {"module": "commonjs"}})"},
             {u"b.ts"_s, "export const b: number = 1;\n"},
             {u"a.test.ts"_s,
              "import { test } from 'node:test';\nimport { b } from './b';\ntest(`b is ${b}`, () "
              "=> { if (!require) throw 1; });\n"}},
            {u"name=\\\"b is 1\\\""_s},
            {u"<failure"_s}});
    addRow("test that can't be parsed",
           {u"test"_s,
            {u"a.test.ts"_s},
            with(u"a.test.ts"_s, "let = ;\n"),
            {u"can be loaded"_s, u"<failure"_s}});
}

void addAnalysers()
{
    const QByteArray faulty =
        "// @ts-nocheck\n/* eslint-disable */\nexport async function f(a: string): Promise<number> "
        "{\n    const b: number = a;\n    f(a);\n    return a.length == 1 ? b : 2;\n}\n";
    Files files = with(u"a.ts"_s, faulty);
    files[u"eslint.config.js"_s] = "throw new Error('ran');\n";
    files[u"node_modules/typescript-eslint/index.js"_s] = "throw new Error('ran');\n";
    addRow("tsc", {u"analyse:tsc"_s, {u"a.ts"_s}, files, {u"\"TS2322\""_s, u"\"line\":4"_s}});
    addRow("eslint",
           {u"analyse:eslint"_s,
            {u"a.ts"_s},
            files,
            {u"\"eqeqeq\""_s, u"\"@typescript-eslint/no-floating-promises\""_s}});
    addRow("eslint-jsdoc",
           {u"analyse:eslint-jsdoc"_s,
            {u"a.ts"_s},
            with(u"a.ts"_s,
                 "/**\n * A.\n * @param a it\n */\nexport function f(b: number) { return b; }\n"),
            {u"\"jsdoc/check-param-names\""_s, u"\"tsdoc/syntax\""_s}});
}

} // namespace

void TestToolchainTypescript::actions_data()
{
    QTest::addColumn<ActionRow>("row");
    addReaders();
    addRunners();
    addAnalysers();
}

void TestToolchainTypescript::actions()
{
    QFETCH(ActionRow, row);
    CheckBench bench(u"typescript"_s);
    REQUIRE_BENCH(bench);
    bench.scenario.limits.wall = std::chrono::seconds(120);
    bench.scenario.limits.cpu = std::chrono::seconds(30);
    verify(bench, row);
}

void TestToolchainTypescript::checks_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<double>("score");
    QTest::newRow("tests") << u"tests"_s << QByteArray(R"({"expect": "any"})") << 0.5;
    QTest::newRow("cases") << u"cases"_s << QByteArray(R"json({"cases": [
        {"expr": "new Stack(1).push(2)", "expect": 1}, {"expr": "Order.Last", "expect": 1},
        {"expr": "new Stack(0).push(2)", "raises": {"type": "RangeError"}}]})json")
                           << 1.0;
    QTest::newRow("syntax") << u"syntax"_s << QByteArray("{}") << 1.0;
    QTest::newRow("builds") << u"builds"_s << QByteArray(R"({"all": true})") << 1.0;
    QTest::newRow("output") << u"output"_s << QByteArray(R"({"file": "main.ts", "stdout": "1\n"})")
                            << 1.0;
}

void TestToolchainTypescript::checks()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, parameters);
    QFETCH(double, score);
    CheckBench bench(u"typescript"_s);
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"stack.ts"_s;
    bench.scenario.limits.wall = std::chrono::seconds(120);
    bench.scenario.limits.cpu = std::chrono::seconds(30);
    const Verdict verdict = bench.judge(type, *parseJson(parameters, {}),
                                        with(u"main.ts"_s,
                                             "import { Stack } from './stack.ts';\nconsole.log(new "
                                             "Stack<number>(3).push(1) as number);\n"));
    if (verdict.status == VerdictStatus::Error)
        QSKIP(shown(verdict).constData());
    QCOMPARE(verdict.score, score);
}

QTEST_GUILESS_MAIN(TestToolchainTypescript)
#include "tst_toolchain_typescript.moc"
