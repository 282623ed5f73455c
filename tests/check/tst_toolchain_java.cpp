#include "core/check/channel.h"
#include "core/check/junit.h"
#include "core/check/running.h"
#include "support/checkbench.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;
Q_DECLARE_METATYPE(Files)

namespace {

constexpr auto cart = "src/main/java/shop/Cart.java";
constexpr auto cartTest = "src/test/java/shop/CartTest.java";

const QByteArray goodCart = "package shop;\n"
                            "\n"
                            "import java.util.ArrayList;\n"
                            "import java.util.List;\n"
                            "\n"
                            "/** A cart. */\n"
                            "public class Cart {\n"
                            "    private final List<String> items = new ArrayList<>();\n"
                            "\n"
                            "    /** An empty cart. */\n"
                            "    public Cart() {\n"
                            "    }\n"
                            "\n"
                            "    /**\n"
                            "     * Adds something.\n"
                            "     *\n"
                            "     * @param name what\n"
                            "     * @return how much there is\n"
                            "     * @throws IllegalArgumentException if it has no name\n"
                            "     */\n"
                            "    @Deprecated\n"
                            "    public int add(String name /* not null */) {\n"
                            "        if (name == null) {\n"
                            "            throw new IllegalArgumentException(\"no // name\");\n"
                            "        }\n"
                            "        items.add(name);\n"
                            "        return items.size();\n"
                            "    }\n"
                            "\n"
                            "    // @return the number of items\n"
                            "    int size() {\n"
                            "        return items.size();\n"
                            "    }\n"
                            "}\n";

QByteArray testOf(const QByteArray &members)
{
    return "package shop;\n\nimport static org.junit.jupiter.api.Assertions.*;\n"
           "import org.junit.jupiter.api.*;\nimport org.junit.jupiter.params.ParameterizedTest;\n"
           "import org.junit.jupiter.params.provider.ValueSource;\n\nclass CartTest {\n"
        + members + "\n}\n";
}

QString named(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

/// The toolchain of Java: each action and analyser on good, bad and hostile workspaces.
class TestToolchainJava : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answers_data();
    void answers();
    void symbols();
    void tokens();
    void docs();
    void test_data();
    void test();
    void hostile_data();
    void hostile();
    void order();
    void coverage();
    void program();

private:
    /// What an action says of a workspace, as text; skips where a tool is not there.
    ExecResult run(CheckBench &bench, const QString &action, const QStringList &files,
                   const Files &workspace, const QByteArray &input = {},
                   const QMap<QString, QString> &environment = {});
    Json answer(CheckBench &bench, const QString &action, const QString &file,
                const Files &workspace);
    QList<Json> records(CheckBench &bench, const QString &action, const Files &workspace,
                        const QMap<QString, QString> &environment = {});
    QString m_missing;
};

void TestToolchainJava::init()
{
    m_missing.clear();
}

ExecResult TestToolchainJava::run(CheckBench &bench, const QString &action,
                                  const QStringList &files, const Files &workspace,
                                  const QByteArray &input,
                                  const QMap<QString, QString> &environment)
{
    const Toolchain *java = bench.toolchains().find(u"java"_s);
    if (!java)
        return {};
    bench.scenario.limits = java->limits;
    const CheckSpec spec;
    EndState state;
    state.workspace = bench.files(workspace);
    const Trace trace;
    const CheckInput given{bench.scenario, spec, state, trace, bench.blobs};
    CheckContext with = bench.context();
    auto result =
        runAction({*java, action, files, input, {}, {}, environment}, state.workspace, given, with);
    if (!result) {
        m_missing = result.error().text();
        return {};
    }
    static const QRegularExpression absent(u"\"missing\": ?\"([a-z-]+)\""_s);
    const auto match = absent.match(QString::fromUtf8(result->output + result->channel));
    if (match.hasMatch())
        m_missing = u"%1 is not installed"_s.arg(match.captured(1));
    return *result;
}

Json TestToolchainJava::answer(CheckBench &bench, const QString &action, const QString &file,
                               const Files &workspace)
{
    const ExecResult result = run(bench, action, {file}, workspace);
    const auto json = parseJson(result.output, {action, {}, 0});
    if (!json && m_missing.isEmpty())
        qWarning("%s: %s", qPrintable(action), result.errors.constData());
    return json.value_or(Json());
}

QList<Json> TestToolchainJava::records(CheckBench &bench, const QString &action,
                                       const Files &workspace,
                                       const QMap<QString, QString> &environment)
{
    const QString nonce = newNonce();
    const ExecResult result = run(bench, action, {named(cartTest)}, workspace,
                                  driverRequest(Json::object(), nonce), environment);
    const ChannelRecords read = readChannel(result.channel, nonce);
    QList<Json> all;
    for (const Json &record : read.records)
        all.append(record);
    if (!read.foreign.isEmpty())
        all.append(Json{{"foreign", true}});
    if (!result.succeeded())
        all.append(Json{{"errors", QString::fromUtf8(result.errors)}});
    return all;
}

void TestToolchainJava::answers_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QStringList>("found"); // "line code" of each finding in question
    const auto row = [](const char *name, const char *action, const QByteArray &source,
                        const QStringList &found) {
        QTest::newRow(name) << named(action) << source << found;
    };
    const auto with = [](const QByteArray &member) {
        return "package shop;\n\nimport java.util.List;\n\n/** A cart. */\npublic class Cart {\n"
               "    private Cart() {\n    }\n\n"
            + member + "}\n";
    };
    row("syntax, good", "syntax", goodCart, {});
    row("syntax, a type error is none", "syntax", with("    int f() { return \"\"; }\n"), {});
    row("syntax, bad", "syntax", with("    int f( { return 1; }\n"), {u"10 error"_s});
    row("build, good", "build", goodCart, {});
    row("build, type error", "build", with("    int f() { return \"\"; }\n"), {u"10 error"_s});
    row("build, warning", "build", with("    List f;\n"), {u"10 rawtypes"_s});
    row("javac, several", "analyse:javac",
        with("    List f;\n    int g(int a) {\n        switch (a) {\n            case 1: a = 2;\n"
             "            case 2: break;\n        }\n        return a / 0;\n    }\n"),
        {u"10 rawtypes"_s, u"16 divzero"_s, u"14 fallthrough"_s});
    row("doclint", "analyse:doclint",
        with("    /**\n     * Adds <b>it.\n     * @param no it\n     */\n"
             "    public static int f(int a) { return a; }\n"),
        {u"7 dc.missing.comment"_s, u"11 dc.tag.not.closed"_s, u"12 dc.param.name.not.found"_s,
         u"14 dc.missing.param"_s, u"14 dc.missing.return"_s});
    row("checkstyle", "analyse:checkstyle",
        with("    /** {@inheritDoc} */\n    @Override public boolean equals(Object o) {\n"
             "        return true;\n    }\n"),
        {u"3 UnusedImports"_s, u"6 FinalClass"_s, u"11 EqualsHashCode"_s});
    row("checkstyle, no Java", "analyse:checkstyle", with("    int f( { return 1; }\n"),
        {u"10 syntax"_s});
    row("checkstyle, silenced", "analyse:checkstyle",
        with("    // CHECKSTYLE:OFF\n    @SuppressWarnings(\"all\") int a, b;\n"),
        {u"3 UnusedImports"_s, u"6 FinalClass"_s, u"11 MultipleVariableDeclarations"_s,
         u"11 VisibilityModifier"_s, u"11 VisibilityModifier"_s});
}

void TestToolchainJava::answers()
{
    QFETCH(QString, action);
    QFETCH(QByteArray, source);
    QFETCH(QStringList, found);
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    const Json list = answer(bench, action, named(cart), {{named(cart), source}});
    if (!m_missing.isEmpty())
        QSKIP(qPrintable(m_missing));
    QVERIFY(list.is_array());
    QStringList lines;
    for (const Json &item : list) {
        QCOMPARE(stringOr(item, "file"), named(cart));
        QVERIFY(!stringOr(item, "message").isEmpty());
        lines.append(u"%1 %2"_s.arg(integerOr(item, "line", 0)).arg(stringOr(item, "code")));
    }
    if (found.size() == 1 && found.first().contains(u"10 "_s) && lines.size() > 1)
        lines = lines.first(1); // a parser goes on to stumble
    QCOMPARE(lines.join(u", "_s), found.join(u", "_s));
}

void TestToolchainJava::symbols()
{
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    const Json good = answer(bench, u"symbols"_s, named(cart), {{named(cart), goodCart}});
    if (!m_missing.isEmpty())
        QSKIP(qPrintable(m_missing));
    QStringList names;
    for (const Json &item : memberOr(good, "symbols"))
        names.append(stringOr(item, "name"));
    QCOMPARE(names, (QStringList{u"Cart"_s, u"Cart.Cart"_s, u"Cart.add"_s, u"Cart.size"_s}));
    const Json &add = good["symbols"][2];
    QCOMPARE(add["definition"], Json::array({21, 28}));
    QCOMPARE(add["body"], Json::array({23, 27}));
    QCOMPARE(stringOr(add, "signature"), u"public int add ( String name )"_s);
    const Json bad =
        answer(bench, u"symbols"_s, named(cart), {{named(cart), "class A { int f( }"}});
    QVERIFY(stringOr(bad, "error").startsWith(u"line 1: "_s));
}

void TestToolchainJava::tokens()
{
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    const auto of = [&](const QByteArray &source) {
        return answer(bench, u"tokens"_s, named(cart), {{named(cart), source}});
    };
    const Json one = of("class A { String s = \"a  // b\"; /** x */ int n; // y\n}");
    if (!m_missing.isEmpty())
        QSKIP(qPrintable(m_missing));
    QStringList texts;
    for (const Json &token : memberOr(one, "tokens"))
        texts.append(token[0].get<QString>());
    QCOMPARE(texts.join(u' '), u"class A { String s = \"a  // b\" ; int n ; }"_s);
    QCOMPARE(one["tokens"].back()[1], 2);
    QVERIFY(!stringOr(of("class A {"), "error").isEmpty());
}

void TestToolchainJava::docs()
{
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    const Json all = answer(bench, u"docs"_s, named(cart), {{named(cart), goodCart}});
    if (!m_missing.isEmpty())
        QSKIP(qPrintable(m_missing));
    QVERIFY(memberOr(all, "symbols").is_array());
    QCOMPARE(all["symbols"].size(), size_t(4));
    const Json &add = all["symbols"][2];
    QCOMPARE(stringOr(add, "name"), u"Cart.add"_s);
    QCOMPARE(add["parameters"][0]["name"], "name");
    QCOMPARE(add["returns"], true);
    QCOMPARE(add["raises"], Json::array({{{"type", "IllegalArgumentException"}, {"line", 24}}}));
    const Json &doc = add["doc"];
    QCOMPARE(doc["line"], 14);
    QCOMPARE(doc["endLine"], 20);
    QCOMPARE(doc["placed"], true);
    QCOMPARE(doc["conventions"], Json::array({"javadoc"}));
    QCOMPARE(doc["summary"], "Adds something.");
    QCOMPARE(doc["parameters"][0]["text"], "what");
    QCOMPARE(doc["returns"]["line"], 18);
    QCOMPARE(doc["raises"][0]["type"], "IllegalArgumentException");
    QVERIFY(doc["problems"].empty());
    const Json &size = all["symbols"][3];
    QCOMPARE(size["public"], false);
    QCOMPARE(size["doc"]["placed"], false);
    const Json bad = answer(bench, u"docs"_s, named(cart), {{named(cart), "class A { int f( }"}});
    QVERIFY(!stringOr(bad, "error").isEmpty());
}

void TestToolchainJava::test_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QStringList>("results");
    QTest::newRow("passed, failed, error, skipped")
        << QByteArray("@Test void a() { assertEquals(1, new Cart().add(\"x\")); }\n"
                      "@Test void b() { fail(); }\n@Test void c() { new Cart().add(null); }\n"
                      "@Test @Disabled void d() { }")
        << QStringList{u"shop.CartTest::a passed"_s, u"shop.CartTest::b failed"_s,
                       u"shop.CartTest::c error"_s, u"shop.CartTest::d skipped"_s};
    QTest::newRow("parameters and nested classes") << QByteArray(
        "@ParameterizedTest @ValueSource(ints = {1, 2}) void p(int n) { assertEquals(1, n); }\n"
        "@Nested class In { @Test void e() { } }")
                                                   << QStringList{u"shop.CartTest$In::e passed"_s,
                                                                  u"shop.CartTest::p[1] passed"_s,
                                                                  u"shop.CartTest::p[2] failed"_s};
    QTest::newRow("a failure before all")
        << QByteArray("@BeforeAll static void b() { fail(); }\n@Test void a() { }")
        << QStringList{u"shop.CartTest::a failed"_s};
}

void TestToolchainJava::test()
{
    QFETCH(QByteArray, members);
    QFETCH(QStringList, results);
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    const QList<Json> all =
        records(bench, u"test"_s, {{named(cart), goodCart}, {named(cartTest), testOf(members)}});
    if (!m_missing.isEmpty())
        QSKIP(qPrintable(m_missing));
    QByteArray report;
    for (const Json &record : all)
        if (record.contains("junit"))
            report = QByteArray::fromStdString(record["junit"].get<std::string>());
    const auto tests = parseJUnit(report);
    QVERIFY2(tests, tests ? "" : qPrintable(tests.error().text()));
    QStringList lines;
    for (const TestResult &one : *tests) {
        static const QStringList names{u"passed"_s, u"failed"_s, u"error"_s, u"skipped"_s};
        lines.append(one.id + u' ' + names.at(int(one.status)));
    }
    lines.sort();
    QCOMPARE(lines, results);
}

void TestToolchainJava::hostile_data()
{
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<bool>("passes");
    const QByteArray wrong = testOf("@Test void a() { assertEquals(2, new Cart().add(\"x\")); }");
    const auto exiting = [](const QByteArray &how) {
        return QByteArray(goodCart).replace("items.add(name);", how + "\nitems.add(name);");
    };
    QTest::newRow("none")
        << Files{{named(cart), goodCart},
                 {named(cartTest),
                  testOf("@Test void a() { assertEquals(1, new Cart().add(\"x\")); }")}}
        << true;
    QTest::newRow("fails") << Files{{named(cart), goodCart}, {named(cartTest), wrong}} << false;
    QTest::newRow("System.exit in code")
        << Files{{named(cart), exiting("System.exit(0);")}, {named(cartTest), wrong}} << false;
    QTest::newRow("halt in code") << Files{{named(cart), exiting("Runtime.getRuntime().halt(0);")},
                                           {named(cartTest), wrong}}
                                  << false;
    QTest::newRow("System.exit in a test")
        << Files{{named(cart), goodCart},
                 {named(cartTest), testOf("@Test void a() { System.exit(0); }")}}
        << false;
    QTest::newRow("writes to file descriptor 3")
        << Files{{named(cart),
                  exiting("try (var out = new java.io.FileOutputStream(\"/proc/self/fd/3\")) {\n"
                          "out.write(\"{}\\n\".getBytes()); } catch (java.io.IOException e) { }\n"
                          "System.exit(0);")},
                 {named(cartTest), wrong}}
        << false;
    QTest::newRow("a class named as one of JUnit's")
        << Files{{named(cart), goodCart},
                 {named(cartTest), wrong},
                 {u"src/test/java/org/junit/jupiter/api/Assertions.java"_s,
                  "package org.junit.jupiter.api;\npublic class Assertions {\n"
                  "public static void assertEquals(Object a, Object b) { }\n"
                  "public static void assertEquals(int a, int b) { }\n"
                  "public static void fail() { }\n}\n"}}
        << false;
    QTest::newRow("configuration of JUnit")
        << Files{{named(cart), goodCart},
                 {named(cartTest), wrong},
                 {u"src/test/resources/junit-platform.properties"_s,
                  "junit.jupiter.conditions.deactivate=*\njunit.jupiter.extensions.autodetection."
                  "enabled=true\n"},
                 {u"src/test/resources/META-INF/services/org.junit.jupiter.api.extension.Extension"_s,
                  "shop.Forgiving\n"},
                 {u"src/test/java/shop/Forgiving.java"_s,
                  "package shop;\npublic class Forgiving implements "
                  "org.junit.jupiter.api.extension.TestExecutionExceptionHandler {\n"
                  "public void handleTestExecutionException("
                  "org.junit.jupiter.api.extension.ExtensionContext c, Throwable t) { }\n}\n"}}
        << false;
    QTest::newRow("asserts equality by a class of its own")
        << Files{{named(cart),
                  QByteArray(goodCart)
                          .replace("public int add", "public Any add")
                          .replace("return items.size();\n    }\n\n    //",
                                   "return new Any();\n    }\n\n    //")
                      + "class Any { public boolean equals(Object o) { return true; } }\n"},
                 {named(cartTest), wrong}}
        << false;
}

void TestToolchainJava::hostile()
{
    QFETCH(Files, workspace);
    QFETCH(bool, passes);
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    if (const Toolchain *java = bench.toolchains().find(u"java"_s))
        bench.scenario.limits = java->limits;
    const Verdict verdict = bench.judge(
        u"tests"_s,
        {{"expect", Json::array({"shop.CartTest::a"})}, {"paths", Json::array({cartTest})}},
        workspace);
    if (verdict.status == VerdictStatus::Error && verdict.reason.contains(u"not installed"_s))
        QSKIP(qPrintable(verdict.reason));
    QVERIFY2(verdict.status == (passes ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
}

void TestToolchainJava::order()
{
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    QByteArray members;
    for (char c = 'a'; c < 'k'; ++c)
        members += QByteArray("@Test void ") + c + "() { System.err.print(\"" + c + "\"); }\n";
    const auto seen = [&](const QString &seed) {
        const ExecResult result =
            run(bench, u"test"_s, {named(cartTest)},
                {{named(cart), goodCart}, {named(cartTest), testOf(members)}},
                driverRequest(Json::object(), newNonce()),
                seed.isEmpty() ? QMap<QString, QString>()
                               : QMap<QString, QString>{{u"TOUCHSTONE_SEED"_s, seed}});
        return result.errors;
    };
    const QByteArray first = seen(u"1"_s);
    if (!m_missing.isEmpty())
        QSKIP(qPrintable(m_missing));
    QCOMPARE(first.size(), 10);
    QCOMPARE(seen(u"1"_s), first);
    QVERIFY(seen(u"2"_s) != first);
}

void TestToolchainJava::coverage()
{
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    const QList<Json> all =
        records(bench, u"coverage"_s,
                {{named(cart), goodCart},
                 {u"src/main/java/shop/Never.java"_s,
                  "package shop;\nclass Never {\n    int f() {\n        return 1;\n    }\n}\n"},
                 {named(cartTest), testOf("@Test void a() { new Cart().add(\"x\"); }")}});
    if (!m_missing.isEmpty())
        QSKIP(qPrintable(m_missing));
    QString lcov;
    bool reported = false;
    for (const Json &record : all) {
        lcov += stringOr(record, "lcov");
        reported = reported || record.contains("junit");
    }
    QVERIFY(reported);
    QVERIFY2(lcov.contains(u"SF:src/main/java/shop/Cart.java\n"_s), qPrintable(lcov));
    QVERIFY(lcov.contains(u"DA:26,1\n"_s) && lcov.contains(u"DA:24,0\n"_s));
    QVERIFY(lcov.contains(u"BRDA:23,0,0,1\nBRDA:23,0,1,0\n"_s));
    QVERIFY(lcov.contains(u"SF:src/main/java/shop/Never.java\n"_s) && lcov.contains(u"DA:4,0\n"_s));
    QVERIFY(!lcov.contains(u"CartTest"_s));
}

/// Also: an annotation processor of the workspace is not asked, neither here nor elsewhere.
void TestToolchainJava::program()
{
    CheckBench bench(u"java"_s);
    REQUIRE_BENCH(bench);
    const Files workspace{
        {u"Main.java"_s,
         "public class Main {\n    public static void main(String[] args) throws Exception {\n"
         "        System.out.print(new String(System.in.readAllBytes()) + Other.text());\n"
         "        System.exit(3);\n    }\n}\n"},
        {u"Other.java"_s,
         "class Other {\n    static String text() {\n        return \"!\";\n    }\n}\n"},
        {u"META-INF/services/javax.annotation.processing.Processor"_s, "Bad\n"},
    };
    const ExecResult result = run(bench, u"run"_s, {u"Main.java"_s}, workspace, "hello");
    if (!m_missing.isEmpty())
        QSKIP(qPrintable(m_missing));
    QVERIFY2(result.output == "hello!", result.errors);
    QCOMPARE(result.exitCode, 3);
    const Json said = answer(bench, u"build"_s, u"Main.java"_s, workspace);
    QCOMPARE(said, Json::array());
}

QTEST_GUILESS_MAIN(TestToolchainJava)
#include "tst_toolchain_java.moc"
