#include "support/actionbench.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// C# on Mono: every action of its toolchain, analysers, and answers that mean no good.
class TestToolchainCSharp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answers_data();
    void answers();
    void tests_data();
    void tests();
    void assertions();
    void coverage();
    void shuffles();
    void runs();
};

namespace {

const QString language = u"csharp"_s;

const QByteArray cart = R"(using System;
using System.Collections.Generic;

namespace Shop
{
    /// <summary>What somebody wants to buy.</summary>
    public class Cart
    {
        private readonly List<int> prices = new List<int>();

        public int Count => prices.Count;

        public void Add(int price)
        {
            if (price < 0)
                throw new ArgumentOutOfRangeException(nameof(price));
            prices.Add(price);
        }

        public int Total()
        {
            int sum = 0;
            foreach (int price in prices)
                sum += price;
            return sum;
        }
    }
}
)";

const QByteArray cartTests = R"(using System;
using NUnit.Framework;

namespace Shop.Tests
{
    [TestFixture]
    public class CartTests
    {
        private Cart cart;

        [SetUp]
        public void Begin() { cart = new Cart(); }

        [Test]
        public void Counts()
        {
            cart.Add(3);
            Assert.That(cart.Count, Is.EqualTo(1));
        }

        [TestCase(1, 2, ExpectedResult = 3)]
        [TestCase(20, 22, ExpectedResult = 42)]
        public int Adds(int one, int other)
        {
            cart.Add(one);
            cart.Add(other);
            return cart.Total();
        }

        [Test]
        public void RefusesNegativePrices()
        {
            Assert.That(() => cart.Add(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }
}
)";

Files project(const QByteArray &source, const Files &more = {})
{
    Files files{{u"src/Cart.cs"_s, source}, {u"tests/CartTests.cs"_s, cartTests}};
    files.insert(more);
    return files;
}

/// Names of tests in the order in which they were run.
QStringList order(const ExecResult &result)
{
    QStringList names;
    static const QRegularExpression name(u" name=\\\\\"(\\w+)"_s);
    for (const auto &match : name.globalMatch(QString::fromUtf8(result.channel)))
        names.append(match.captured(1));
    return names;
}

} // namespace

void TestToolchainCSharp::initTestCase()
{
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const ExecResult parsed = act(bench, u"syntax"_s, {u"a.cs"_s}, {{u"a.cs"_s, "class A { }\n"}});
    if (parsed.end == ExecResult::End::NotStarted || parsed.output.contains("\"missing\""))
        QSKIP("the Mono C# compiler is not installed here");
    QCOMPARE(parsed.output.trimmed(), "[]");
}

void TestToolchainCSharp::answers_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QByteArrayList>("contains"); // the answer; one that begins with ! it lacks
    const auto row = [](const char *name, const char *action, const QString &file,
                        const Files &workspace, const QByteArrayList &contains) {
        QTest::newRow(name) << QString::fromLatin1(action) << QStringList{file} << workspace
                            << contains;
    };
    const QString a = u"a.cs"_s;
    row("syntax", "syntax", a, {{a, "class A { Unknown x; }\n"}}, {"[]"});
    row("syntax: error", "syntax", a, {{a, "class A {\n    void F( { }\n}\n"}},
        {R"("file": "a.cs")", R"("line": 2)", R"("severity": "error")", R"("code": "CS1)"});
    row("syntax: not in UTF-8", "syntax", a, {{a, "class A { }\n// \xff\n"}},
        {R"("line": 2)", "not in UTF-8"});
    row("syntax: a file named as a response file", "syntax", u"@x"_s,
        {{u"@x"_s, "class A {\n"}, {u"x"_s, "-help"}}, {R"("file": "@x")", "CS1"});
    row("syntax: a file named as an option", "syntax", u"-out:b.cs"_s,
        {{u"-out:b.cs"_s, "class A {\n"}}, {"-out:b.cs", "CS1"});
    row("syntax: a file named as a pattern", "syntax", u"*.cs"_s,
        {{u"*.cs"_s, "class A { }\n"}, {a, "class {\n"}}, {"[]"});
    row("build: library", "build", u"src/Cart.cs"_s, project(cart), {"[]"});
    row("build: tests count", "build", a, project("class Cart { }\n"),
        {R"("file": "tests/CartTests.cs")", R"("severity": "error")"});
    row("build: program without Main", "build", a,
        {{a, "class A { }\n"},
         {u"a.csproj"_s,
          "<Project><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>\n"}},
        {"CS5001"});
    row("build: other lines", "build", a,
        {{a, "class A {\n#line 50 \"b.cs\"\n    Unknown x;\n}\n"}},
        {R"("file": "a.cs", "line": 3)", "CS0246"});
    row("build: a class of the framework's name", "build", a,
        project(cart, {{a, "namespace NUnit.Framework { public class Assert { } }\n"}}),
        {R"("severity": "error")", "CS0101"});
    const QByteArray unused = "class A\n{\n    void F()\n    {\n        int n;\n    }\n}\n";
    row("mcs", "analyse:mcs", a, {{a, unused}},
        {R"("line": 5)", R"("code": "CS0168")", R"("severity": "warning")"});
    row("mcs: nothing", "analyse:mcs", u"src/Cart.cs"_s, project(cart), {"[]"});
    row("mcs: code that can't be built", "analyse:mcs", a, {{a, "class A { Unknown x; }\n"}},
        {R"("severity": "error")"});
    row("mcs-doc: none", "analyse:mcs-doc", u"src/Cart.cs"_s, project(cart),
        {"CS1591", "Cart.Total()",
         "!\"Missing XML comment for publicly visible type or member "
         "`Shop.Cart'\"",
         "!NUnit"});
    row("mcs-doc: malformed", "analyse:mcs-doc", a,
        {{a, "/// <summary>A & B</summary>\npublic class A { }\n"}}, {"CS1570"});
    row("mcs-doc: another parameter", "analyse:mcs-doc", a,
        {{a,
          "/// <summary>A.</summary>\npublic class A\n{\n    /// <summary>F.</summary>\n"
          "    /// <param name=\"m\">M.</param>\n    public void F(int n) { }\n}\n"}},
        {"CS1572", "CS1573"});
    row("symbols", "symbols", u"src/Cart.cs"_s, project(cart),
        {R"("name":"Cart.Add")", R"x("signature":"public void Add ( int price )")x",
         R"("definition":[13,18],"body":[15,17])", R"("name":"Cart.Count")"});
    row("symbols: error", "symbols", a, {{a, "class A {\n    void ( }\n"}}, {"\"error\":\"line "});
    row("tokens", "tokens", a, {{a, "/// <summary/>\nclass A { string s = \"a  b\"; /* no */ }\n"}},
        {R"(["class",2],["A",2],["{",2])", R"(["\"a  b\"",2])", "!summary", "!no"});
    const QByteArray documented = R"(using System;
/// <summary>Adds. Numbers, that is.</summary>
public class Adder
{
    /// <summary>Adds two.</summary>
    /// <param name="one">The first.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="T:System.OverflowException">It is too much.</exception>
    [Obsolete]
    public int Add(int one, int other)
    {
        if (one > 5)
            throw new OverflowException();
        try { throw new FormatException(); } catch (FormatException) { }
        return one + other;
    }
}
)";
    row("docs", "docs", a, {{a, documented}},
        {R"("name": "Adder", "kind": "class", "line": 3, "endLine": 17, "public": true)",
         R"("summary": "Adds.")", R"("name": "Adder.Add", "kind": "method", "line": 9)",
         R"("raises": [{"type": "OverflowException", "line": 13}])",
         R"("parameters": [{"name": "one", "line": 6, "text": "The first."}])",
         R"("returns": {"line": 7, "text": "The sum."})",
         R"([{"type": "OverflowException", "line": 8, "text": "It is too much."}])",
         R"("conventions": ["xml"])", R"("problems": [])", "!FormatException"});
    row("docs: malformed", "docs", a, {{a, "/// <summary>A</summery>\nclass A { }\n"}},
        {R"("code": "xml")", R"("conventions": [])", R"("line": 1)"});
    row("docs: in a wrong place", "docs", a,
        {{a, "class A\n{\n    [X]\n    /// <summary>F.</summary>\n    void F() { }\n}\n"}},
        {R"("placed": false)"});
    row("docs: entities that grow", "docs", a,
        {{a, "/// <!DOCTYPE a [<!ENTITY a \"aaa\">]>\n/// <summary>&a;</summary>\nclass A { }\n"}},
        {R"("conventions": [])", R"("code": "xml")"});
    row("docs: error", "docs", a, {{a, "class A {\n"}}, {"\"error\": \"line "});
}

void TestToolchainCSharp::answers()
{
    QFETCH(QString, action);
    QFETCH(QStringList, files);
    QFETCH(Files, workspace);
    QFETCH(QByteArrayList, contains);
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const ExecResult result = act(bench, action, files, workspace);
    if (result.output.startsWith("{\"missing\""))
        QSKIP(result.output);
    QVERIFY2(result.succeeded(), told(result));
    for (const QByteArray &part : contains) {
        const bool lacks = part.startsWith('!');
        QVERIFY2(result.output.contains(lacks ? part.sliced(1) : part) != lacks,
                 part + "\n" + told(result));
    }
}

void TestToolchainCSharp::tests_data()
{
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QByteArray>("counts"); // passed, failed, errors, skipped; empty: no report
    QTest::addColumn<bool>("good");
    const auto row = [](const char *name, const Files &workspace, const char *counts, bool good) {
        QTest::newRow(name) << workspace << QByteArray(counts) << good;
    };
    const auto changed = [](const char *before, const char *after) {
        QByteArray text = cart;
        return text.replace(before, after);
    };
    row("all pass", project(cart), "4 0 0 0", true);
    row("one fails", project(changed("price < 0", "price < -1")), "3 1 0 0", false);
    row("can't be built", project(changed("Total", "Sum")), "", false);
    row("an exception is an error", project(changed("int sum = 0;", "int sum = new int[0][0];")),
        "2 0 2 0", false);
    row("no test", {{u"src/Cart.cs"_s, cart}}, "", false);
    row("ignored ones do not pass",
        project(cart,
                {{u"tests/LaterTests.cs"_s,
                  "using NUnit.Framework;\npublic class LaterTests { [Test, Ignore(\"later\")] "
                  "public void F() { } }\n"}}),
        "4 0 0 1", false);
    row("judged code ends the process",
        project(changed("int sum = 0;", "int sum = 0; System.Environment.Exit(0);")), "", false);
    row("judged code writes to the channel",
        project(changed("int sum = 0;",
                        "int sum = 0; try { System.IO.File.AppendAllText(\"/proc/self/fd/3\", "
                        "\"x\\n\"); } catch (Exception) { } foreach (string p in "
                        "System.IO.Directory.GetDirectories(\"/proc\")) try { "
                        "System.IO.File.AppendAllText(p + \"/fd/3\", \"x\\n\"); } catch "
                        "(Exception) { }")),
        "4 0 0 0", true);
    row("judged code writes to the runner's pipe",
        project(changed("public int Total()",
                        "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int "
                        "write(int d, byte[] b, int n);\n        public int Total()")
                    .replace("int sum = 0;",
                             "int sum = 0; for (int i = 3; i < 20; ++i) write(i, new byte[] { 120, "
                             "10 }, 2);")),
        "", false);
    row("an Assert nearer than the framework's",
        project(cart
                + "namespace Shop.Tests { public static class Assert { "
                  "public static void That(object x, object y) { } "
                  "public static void That(Action x, object y) { } "
                  "public static void AreEqual(object x, object y) { } "
                  "public static void IsTrue(bool x) { } } }\n"),
        "", false);
    row("an Is nearer than the framework's",
        project(changed("sum += price", "sum -= price")
                + "class Is { public static NUnit.Framework.Constraints.IResolveConstraint "
                  "EqualTo(object x) { return NUnit.Framework.Is.Not.EqualTo(new object()); } }\n"),
        "", false);
    row("the framework's own names",
        project(cart, {{u"src/X.cs"_s, "namespace NUnit.Framework { public class Assert { } }\n"}}),
        "", false);
    row("judged code rewrites the tests",
        project(changed("int sum = 0;",
                        "int sum = 0; System.IO.File.WriteAllText(\"tests/CartTests.cs\", \"\");")),
        "", false);
    row("objects equal to everything",
        project(cart,
                {{u"src/X.cs"_s,
                  "public class X { public override bool Equals(object other) { return true; } "
                  "public override int GetHashCode() { return 0; } }\n"}}),
        "", false);
    row("a static constructor that ends the process",
        project(changed("private readonly List<int> prices",
                        "static Cart() { System.Diagnostics.Process.GetCurrentProcess().Kill(); }\n"
                        "        private readonly List<int> prices")),
        "", false);
    row("not in UTF-8", project(cart + "// \xff\n"), "", false);
}

void TestToolchainCSharp::tests()
{
    QFETCH(Files, workspace);
    QFETCH(QByteArray, counts);
    QFETCH(bool, good);
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    bench.scenario.limits.wall = std::chrono::seconds(60);
    const Verdict verdict = bench.judge(u"tests"_s, {{"expect", "any"}}, workspace);
    QVERIFY2(verdict.status == (good ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    if (counts.isEmpty())
        return;
    QByteArrayList found;
    for (const char *measure : {"passed", "failed", "errors", "skipped"})
        found.append(
            QByteArray::number(verdict.measures[u"tests."_s + QLatin1StringView(measure)]));
    QVERIFY2(found.join(' ') == counts, shown(verdict));
}

/// Each first one must hold, each second one must not. All in one program, since a compilation
/// takes its time.
void TestToolchainCSharp::assertions()
{
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const std::vector<std::pair<QByteArray, QByteArray>> pairs{
        {"That(1, Is.EqualTo(1L))", "That(1, Is.EqualTo(2))"},
        {"That(0.1 + 0.2, Is.EqualTo(0.3).Within(1e-9))", "That(0.1 + 0.2, Is.EqualTo(0.3))"},
        {"That(\"Ab\", Is.EqualTo(\"aB\").IgnoreCase)", "That(\"Ab\", Is.EqualTo(\"aB\"))"},
        {"That(new[] { 1, 2 }, Is.EqualTo(new List<int> { 1, 2 }))",
         "That(new[] { 1, 2 }, Is.EqualTo(new[] { 2, 1 }))"},
        {"That(new[] { 1, 2 }, Is.EquivalentTo(new[] { 2, 1 }))",
         "That(new[] { 1, 2, 2 }, Is.EquivalentTo(new[] { 2, 1, 1 }))"},
        {"That(new[] { 1, 2 }, Has.Some.GreaterThan(1).And.LessThan(3))",
         "That(new[] { 1, 5 }, Has.Some.GreaterThan(1).And.LessThan(3))"},
        {"That(new[] { 1, 2 }, Has.Length.EqualTo(2).And.Member(1))",
         "That(new[] { 1, 2 }, Has.Length.EqualTo(2).And.Member(3))"},
        {"That(new List<int>(), Has.Count.EqualTo(0).Or.Count.EqualTo(1))",
         "That(new List<int> { 1, 2 }, Has.Count.EqualTo(0).Or.Count.EqualTo(1))"},
        {"That(new[] { 1, 1, 2 }, Has.Exactly(2).EqualTo(1))",
         "That(new[] { 1, 2 }, Has.Exactly(2).EqualTo(1))"},
        {"That(new[] { 1 }, Has.Exactly(1).Items)", "That(new[] { 1 }, Has.Exactly(2).Items)"},
        {"That(\"abc\", Is.Not.Null.And.Not.Empty)", "That(\"\", Is.Not.Null.And.Not.Empty)"},
        {"That(\"abc\", Does.StartWith(\"a\").And.EndWith(\"c\"))",
         "That(\"abc\", Does.StartWith(\"a\").And.EndWith(\"b\"))"},
        {"That(5, Is.GreaterThan(4).And.LessThan(6))",
         "That(6, Is.GreaterThan(4).And.LessThan(6))"},
        {"That(() => Raise(), Throws.ArgumentException.With.Message.Contains(\"bad\"))",
         "That(() => Raise(), Throws.ArgumentException.With.Message.Contains(\"good\"))"},
        {"That(() => Raise(), Throws.InstanceOf<Exception>())",
         "That(() => Raise(), Throws.TypeOf<Exception>())"},
        {"That(() => Raise(), Throws.Exception.TypeOf<ArgumentException>())",
         "That(() => 1, Throws.Exception)"},
        {"That(() => 1, Throws.Nothing)", "That(() => Raise(), Throws.Nothing)"},
        {"Throws<ArgumentException>(() => Raise())", "Throws<Exception>(() => Raise())"},
        {"Catch<Exception>(() => Raise())", "Catch<InvalidOperationException>(() => Raise())"},
        {"ThrowsAsync<ArgumentException>(async () => { await Task.Yield(); Raise(); })",
         "ThrowsAsync<ArgumentException>(async () => { await Task.Yield(); })"},
        {"AreEqual(1.0, 1.05, 0.1)", "AreEqual(1.0, 1.5, 0.1)"},
        {"IsInstanceOf<string>(\"\")", "IsInstanceOf<string>(1)"},
        {"That(new Dictionary<string, int> { { \"a\", 1 } }, Contains.Key(\"a\"))",
         "That(new Dictionary<string, int> { { \"a\", 1 } }, Contains.Key(\"b\"))"},
        {"That(new[] { 3, 2 }, Is.Ordered.Descending)",
         "That(new[] { 2, 3 }, Is.Ordered.Descending)"},
        {"That(DayOfWeek.Monday, Is.AnyOf(DayOfWeek.Sunday, DayOfWeek.Monday))",
         "That(DayOfWeek.Friday, Is.AnyOf(DayOfWeek.Sunday, DayOfWeek.Monday))"},
        {"Multiple(() => { Assert.That(1, Is.EqualTo(1)); })",
         "Multiple(() => { Assert.That(1, Is.EqualTo(2)); Assert.That(1, Is.EqualTo(1)); })"},
        {"Pass()", "Fail(\"no\")"},
    };
    QByteArray text =
        "using System;\nusing System.Collections.Generic;\nusing System.Threading.Tasks;\n"
        "using NUnit.Framework;\npublic class AllTests {\n"
        "static int Raise() { throw new ArgumentException(\"bad\"); }\n";
    for (size_t i = 0; i < pairs.size(); ++i) {
        const QByteArray number = QByteArray::number(qulonglong(i));
        text += "[Test] public void Holds" + number + "() { Assert." + pairs[i].first + "; }\n"
            + "[Test] public void Breaks" + number + "() { Assert." + pairs[i].second + "; }\n";
    }
    const ExecResult result = act(bench, u"test"_s, {u"AllTests.cs"_s},
                                  {{u"AllTests.cs"_s, text + "}\n"}}, R"({"nonce": "N"})");
    QVERIFY2(result.succeeded(), told(result));
    for (size_t i = 0; i < pairs.size(); ++i) {
        const QByteArray number = QByteArray::number(qulonglong(i));
        static constexpr auto name = "name=\\\"";
        const auto outcome = [&](const QByteArray &test) {
            const qsizetype at = result.channel.indexOf(name + test + "\\\"");
            const QByteArray rest = result.channel.mid(result.channel.indexOf('>', at) - 1, 10);
            return at < 0 ? "none"_ba : rest.startsWith("/>") ? "passed"_ba : "failed"_ba;
        };
        QVERIFY2(outcome("Holds" + number) == "passed", pairs[i].first + '\n' + told(result));
        QVERIFY2(outcome("Breaks" + number) == "failed", pairs[i].second + '\n' + told(result));
    }
}

void TestToolchainCSharp::coverage()
{
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const QByteArray never =
        "class Never\n{\n    public int F()\n    {\n        return 1;\n    }\n}\n";
    const QByteArray liar = "using NUnit.Framework;\npublic class LiarTests\n{\n    [Test]\n"
                            "    public void F()\n    {\n#line 5 \"src/Never.cs\"\n"
                            "        Assert.Pass();\n    }\n}\n";
    const ExecResult result =
        act(bench, u"coverage"_s, {u"tests/CartTests.cs"_s, u"tests/LiarTests.cs"_s},
            project(cart, {{u"src/Never.cs"_s, never}, {u"tests/LiarTests.cs"_s, liar}}),
            R"({"nonce": "N"})");
    if (result.channel.contains("{\"missing\""))
        QSKIP(result.channel);
    QVERIFY2(result.succeeded(), told(result));
    QVERIFY2(result.channel.contains("SF:src/Cart.cs\\n"), told(result));
    QVERIFY2(result.channel.contains("DA:16,1\\n"), told(result)); // the throw
    QVERIFY2(result.channel.contains("DA:17,5\\n"), told(result));
    QVERIFY2(result.channel.contains("SF:src/Never.cs\\nDA:4,0\\nDA:5,0\\nDA:6,0\\n"),
             told(result));
    QVERIFY2(!result.channel.contains("CartTests.cs\\nDA"), told(result));
    QVERIFY2(!result.channel.contains("BRDA"), "Mono tells of no branches");
    QVERIFY2(result.channel.contains("\"junit\""), told(result));
}

void TestToolchainCSharp::shuffles()
{
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    QByteArray text = "using NUnit.Framework;\npublic class ManyTests {\n";
    for (char c = 'A'; c <= 'L'; ++c)
        text += QByteArray("[Test] public void ") + c + "() { }\n";
    const auto with = [&](const QString &seed) {
        QStringList names =
            order(act(bench, u"test"_s, {u"ManyTests.cs"_s}, {{u"ManyTests.cs"_s, text + "}\n"}},
                      R"({"nonce": "N"})", {{u"TOUCHSTONE_SEED"_s, seed}}));
        names.removeAll(u"csharp"_s); // the suite's
        return names;
    };
    const QStringList plain = with({});
    const QStringList one = with(u"1"_s);
    QCOMPARE(plain.join(QString()), u"ABCDEFGHIJKL"_s);
    QVERIFY(one != plain);
    QCOMPARE(with(u"1"_s), one);
    QVERIFY(with(u"2"_s) != one);
    QStringList sorted = one;
    sorted.sort();
    QCOMPARE(sorted, plain);
}

void TestToolchainCSharp::runs()
{
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const Files files = project(
        cart,
        {{u"src/Program.cs"_s,
          "using System;\nclass Program { static int Main(string[] args) { var cart = new "
          "Shop.Cart(); "
          "cart.Add(int.Parse(Console.ReadLine())); Console.WriteLine(cart.Total() + args.Length); "
          "return 3; } }\n"}});
    const ExecResult result = act(bench, u"run"_s, {u"src/Program.cs"_s}, files, "41\n");
    QCOMPARE(result.output, "41\n");
    QCOMPARE(result.exitCode, 3);
    const ExecResult broken = act(bench, u"run"_s, {u"a.cs"_s}, {{u"a.cs"_s, "class A {\n"}});
    QCOMPARE(broken.exitCode, 1);
    QVERIFY2(broken.errors.contains("CS1"), told(broken));
}

QTEST_GUILESS_MAIN(TestToolchainCSharp)
#include "tst_toolchain_csharp.moc"
