#include "support/actionbench.h"

#include "core/check/channel.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// C and C++: every action of their toolchain, analysers, and answers that mean no good.
class TestToolchainCpp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void answers_data();
    void answers();
    void tests_data();
    void tests();
    void limits_data();
    void limits();
    void coverage();
    void shuffles();
    void runs();
};

namespace {

const QString language = u"cpp"_s;

const QByteArray cartHeader = R"(#pragma once

#include <stdexcept>
#include <vector>

namespace shop {

/// What somebody wants to buy.
class Cart {
public:
    /**
     * Puts something in.
     *
     * @param price in cents
     * @return the new total
     * @throws std::invalid_argument if the price is negative
     */
    int add(int price);
    [[nodiscard]] int total() const; ///< The sum of all prices.

private:
    std::vector<int> m_prices;
};

} // namespace shop
)";

const QByteArray cart = R"(#include "shop/cart.h"

namespace shop {

int Cart::add(int price)
{
    if (price < 0)
        throw std::invalid_argument("price");
    m_prices.push_back(price);
    return total();
}

int Cart::total() const
{
    int sum = 0;
    for (const int price : m_prices)
        sum += price;
    return sum;
}

} // namespace shop
)";

const QByteArray cartTests = R"(#include "shop/cart.h"

#include <gtest/gtest.h>

using shop::Cart;

TEST(CartTest, Adds)
{
    Cart cart;
    EXPECT_EQ(cart.add(3), 3);
    EXPECT_EQ(cart.add(4), 7);
}

TEST(CartTest, Refuses)
{
    Cart cart;
    EXPECT_THROW(cart.add(-1), std::invalid_argument);
}

TEST(CartTest, StartsEmpty)
{
    EXPECT_EQ(Cart().total(), 0);
}
)";

const QByteArray ringHeader = R"(#ifndef RING_H
#define RING_H
#ifdef __cplusplus
extern "C" {
#endif

/// A ring.
typedef struct ring {
    int *items; /**< what is in it */
    int size;
} ring_t;

/**
 * Makes one.
 * \param ring where
 * \param size how many
 * \return 0, or -1
 */
int ring_make(ring_t *ring, int size);

#ifdef __cplusplus
}
#endif
#endif
)";

const QByteArray ring = R"(#include "ring.h"
#include <stdlib.h>
int ring_make(ring_t *ring, int size)
{
    int *new = malloc((size_t)size * sizeof *new);
    ring->items = new;
    ring->size = size;
    return new != NULL ? 0 : -1;
}
)";

Files project(const QByteArray &source, const Files &more = {})
{
    Files files{{u"include/shop/cart.h"_s, cartHeader},
                {u"src/cart.cpp"_s, source},
                {u"tests/cart_test.cpp"_s, cartTests},
                {u"CMakeLists.txt"_s, "set(CMAKE_CXX_STANDARD 17)\n"}};
    files.insert(more);
    return files;
}

/// A member of the records that a driver sent.
QString sent(const ExecResult &result, const char *member)
{
    QString text;
    for (const Json &record : readChannel(result.channel, u"n"_s).records)
        if (const QString found = stringOr(record, member); !found.isEmpty())
            text = found;
    return text;
}

QStringList order(const ExecResult &result)
{
    QStringList names;
    static const QRegularExpression name(u" name=\"CartTest\\.(\\w+)"_s);
    for (const auto &match : name.globalMatch(sent(result, "junit")))
        names.append(match.captured(1));
    return names;
}

} // namespace

#define SKIP_WHERE_MISSING(text)                                                                   \
    do {                                                                                           \
        if ((text).contains("\"missing\""))                                                        \
            QSKIP("a tool for C and C++ is not installed");                                        \
    } while (false)

void TestToolchainCpp::initTestCase()
{
    CheckBench bench(language);
    REQUIRE_BENCH(bench);
    const ExecResult result =
        act(bench, u"build"_s, {u"a.cpp"_s}, {{u"a.cpp"_s, "int main() { return 0; }\n"}});
    SKIP_WHERE_MISSING(result.output);
    QCOMPARE(result.output.trimmed(), "[]");
}

void TestToolchainCpp::answers_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QStringList>("has"); // regular expressions; "!" before one: it must not match
    const auto row = [](const char *name, const QString &action, const QStringList &files,
                        const Files &workspace, const QStringList &has) {
        QTest::newRow(name) << action << files << workspace << has;
    };
    const auto analyse = [](const char *name) { return analyserAction(QString::fromLatin1(name)); };
    const QString none = uR"(^\[\]\s*$)"_s;
    const QStringList ours{u"src/cart.cpp"_s, u"include/shop/cart.h"_s};
    const Files c{{u"include/ring.h"_s, ringHeader}, {u"src/ring.c"_s, ring}};

    row("syntax: fine", u"syntax"_s, ours, project(cart), {none});
    row("syntax: C with names that C++ keeps", u"syntax"_s, {u"src/ring.c"_s, u"include/ring.h"_s},
        c, {none});
    row("syntax: broken", u"syntax"_s, {u"a.cpp"_s},
        {{u"a.cpp"_s, "int f()\n{\n    return (1;\n}\n"}}, {uR"("line": 3)"_s});
    row("syntax: a type that isn't there is no fault of syntax", u"syntax"_s, {u"a.cpp"_s},
        {{u"a.cpp"_s, "Thing f() { return undefined; }\n"}}, {none});
    row("syntax: a macro that looks broken is none", u"syntax"_s, {u"a.cpp"_s},
        {{u"a.cpp"_s,
          "#define FUNCTION(name) int name() {\n#define END }\nFUNCTION(f) return 1; "
          "END\nint x = f();\n"}},
        {none});
    row("syntax: broken behind a missing header", u"syntax"_s, {u"a.c"_s},
        {{u"a.c"_s, "#include \"there/is/none.h\"\nint f(void) { return 1 }\n"}},
        {uR"("line": 2)"_s});
    row("syntax: names like options", u"syntax"_s, {u"-o.cpp"_s, u"@a.cpp"_s},
        {{u"-o.cpp"_s, "int f( {\n"}, {u"@a.cpp"_s, "int g();\n"}}, {uR"("-o\.cpp")"_s});

    row("build: fine, with a warning", u"build"_s, {u"src/cart.cpp"_s, u"src/main.cpp"_s},
        project(cart,
                {{u"src/main.cpp"_s,
                  "#include \"shop/cart.h\"\nint main() { int unused; shop::Cart cart; "
                  "return cart.add(0); }\n"}}),
        {uR"("warning", "code": "-Wunused-variable")"_s, u"!\"error\""_s});
    row("build: a type error", u"build"_s, {u"a.cpp"_s},
        {{u"a.cpp"_s, "int f()\n{\n    return undefined;\n}\n"}},
        {uR"("file": "a\.cpp", "severity": "error")"_s, uR"("line": 3)"_s});
    row("build: C is no C++", u"build"_s, {u"a.c"_s},
        {{u"a.c"_s, "int *f(void) { return nullptr_t(); }\n"}}, {u"\"error\""_s});
    row("build: what is not there can't be linked", u"build"_s, {u"main.cpp"_s},
        {{u"main.cpp"_s, "int f();\nint main() { return f(); }\n"}}, {uR"("code": "link")"_s});
    row("build: a file of the system", u"build"_s, {u"a.cpp"_s},
        {{u"a.cpp"_s, "#include \"/etc/shadow\"\n"}}, {u"\"error\""_s, u"!root:"_s});
    row("build: names like options", u"build"_s, {u"-o.cpp"_s, u"@a.cpp"_s},
        {{u"-o.cpp"_s, "int f() { return 1; }\n"}, {u"@a.cpp"_s, "-version\n"}},
        {uR"("@a\.cpp", "severity": "error")"_s, u"!-o\\.cpp"_s});

    row("gcc", analyse("gcc"), {u"a.cpp"_s},
        {{u"a.cpp"_s,
          "int f(int a)\n{\n    int b = a;\n    { int b = 2; a += b; }\n    return "
          "a + b;\n}\n"}},
        {uR"("code": "-Wshadow")"_s, uR"("line": 4)"_s});
    row("gcc: a pragma silences it; it is on the list of what does", analyse("gcc"), {u"a.cpp"_s},
        {{u"a.cpp"_s,
          "#pragma GCC diagnostic ignored \"-Wunused-parameter\"\nint f(int a) { "
          "return 1; }\n"}},
        {none});
    row("clang", analyse("clang"), {u"a.c"_s}, {{u"a.c"_s, "int f(int a) { return 1; }\n"}},
        {uR"("code": "-Wunused-parameter")"_s});
    row("clang-doc", analyse("clang-doc"), {u"a.h"_s},
        {{u"a.h"_s, "/// \\param y what\nint f(int x);\n"}}, {uR"("code": "-Wdocumentation")"_s});
    row("clang-tidy", analyse("clang-tidy"), {u"a.cpp"_s},
        {{u"a.cpp"_s, "int *f()\n{\n    return 0;\n}\n"}, {u".clang-tidy"_s, "Checks: '-*'\n"}},
        {uR"("code": "modernize-use-nullptr")"_s, uR"("line": 3)"_s});
    row("clang-tidy: what does not compile", analyse("clang-tidy"), {u"a.cpp"_s},
        {{u"a.cpp"_s, "int f() { return undefined; }\n"}},
        {uR"("severity": "error", "code": "clang-diagnostic-error")"_s});
    row("cppcheck", analyse("cppcheck"), {u"a.c"_s},
        {{u"a.c"_s,
          "#include <stdio.h>\nint f(const char *path)\n{\n    FILE *file = fopen(path, \"r\");\n  "
          " "
          " if (file == NULL)\n        return -1;\n    if (fgetc(file) == EOF)\n        // "
          "cppcheck-suppress resourceLeak\n        return 0;\n    fclose(file);\n    return "
          "1;\n}\n"}},
        {uR"("code": "resourceLeak")"_s});
    row("gcc: nothing found", analyse("gcc"), ours, project(cart), {none});

    row("symbols", u"symbols"_s, {u"src/cart.cpp"_s}, project(cart),
        {uR"("name":"Cart\.add")"_s, uR"("definition":\[5,11\],"body":\[7,10\])"_s});
    row("symbols of C", u"symbols"_s, {u"include/ring.h"_s}, c,
        {uR"("name":"ring_make","signature":"int ring_make \( ring_t \* ring , int size)"_s});
    row("tokens", u"tokens"_s, {u"include/shop/cart.h"_s}, project(cart),
        {uR"(\["nodiscard",19\])"_s, u"!Puts"_s, u"!sum of"_s});
    row("docs", u"docs"_s, {u"include/shop/cart.h"_s}, project(cart),
        {uR"("name": "Cart", "kind": "class", "public": true)"_s,
         uR"("raises": \[\{"type": "std::invalid_argument", "line": 18\}\])"_s,
         uR"("parameters": \[\{"name": "price", "line": 14, "text": "in cents"\}\])"_s,
         uR"("returns": \{"line": 15, "text": "the new total"\})"_s,
         uR"("text": "The sum of all prices\.", "placed": true)"_s});
    row("docs of C", u"docs"_s, {u"include/ring.h"_s}, c,
        {uR"("name": "ring_make", "kind": "function")"_s, uR"("conventions": \["doxygen"\])"_s,
         uR"("returns": \{"line": 17)"_s});
    row("docs: not where Doxygen looks, malformed", u"docs"_s, {u"a.h"_s},
        {{u"a.h"_s, "/* @param x what */\nint f(int x);\n\n/// \\retrun nothing <b>\nint g();\n"}},
        {uR"("placed": false, "conventions": \[\])"_s, u"-Wdocumentation-unknown-command"_s,
         u"-Wdocumentation-html"_s});
    row("docs: what is caught is not raised", u"docs"_s, {u"a.cpp"_s},
        {{u"a.cpp"_s,
          "#include <stdexcept>\nvoid f()\n{\n    try {\n        throw "
          "std::out_of_range(\"\");\n  "
          "  } catch (const std::logic_error &) {\n    }\n    throw "
          "std::runtime_error(\"\");\n}\n"}},
        {uR"("raises": \[\{"type": "std::runtime_error", "line": 8\}\])"_s});
}

void TestToolchainCpp::answers()
{
    QFETCH(QString, action);
    QFETCH(QStringList, files);
    QFETCH(Files, workspace);
    QFETCH(QStringList, has);
    CheckBench bench(language);
    const ExecResult result = act(bench, action, files, workspace);
    SKIP_WHERE_MISSING(result.output);
    QVERIFY2(result.succeeded(), told(result));
    for (const QString &pattern : std::as_const(has)) {
        const bool wanted = !pattern.startsWith(u'!');
        const QRegularExpression expression(wanted ? pattern : pattern.sliced(1));
        QVERIFY2(expression.match(QString::fromUtf8(result.output)).hasMatch() == wanted,
                 qPrintable(pattern + u'\n' + QString::fromUtf8(told(result))));
    }
}

void TestToolchainCpp::tests_data()
{
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<bool>("passes");
    const auto with = [](const char *line) {
        return project(QByteArray(cart).replace("    m_prices.push_back(price);\n", line));
    };
    QTest::newRow("right") << project(cart) << true;
    QTest::newRow("wrong") << with("") << false;
    QTest::newRow("does not compile") << with("    undefined();\n") << false;
    QTest::newRow("a program beside") << project(
        cart, {{u"src/main.cpp"_s, "int main(int, char **argv) { return argv[1] != nullptr; }\n"}})
                                      << true;
    QTest::newRow("ends the process") << with("    std::exit(0);\n") << false;
    QTest::newRow("ends it before main")
        << project(cart + "\n#include <cstdlib>\nstatic const int early = (std::_Exit(0), 1);\n")
        << false;
    QTest::newRow("crashes") << with("    *static_cast<volatile int *>(nullptr) = 1;\n") << false;
    QTest::newRow("writes to the channel")
        << project(QByteArray(cart)
                       .replace("    m_prices.push_back(price);\n",
                                "    (void)!write(3, \"n {}\\n\", 5);\n    return price;\n")
                       .prepend("#include <unistd.h>\n"))
        << false;
    QTest::newRow("says that nothing differs")
        << project(cart,
                   {{u"include/shop/cart.h"_s,
                     cartHeader
                         + "\n#include <gtest/gtest.h>\n#undef EXPECT_EQ\n#define EXPECT_EQ(a, "
                           "b) (void)(a)\n"}})
        << false;
    QTest::newRow("writes the report itself") << project(cart + R"(
#include <cstdio>
#include <cstdlib>
#include <cstring>
namespace {
struct Early {
    Early()
    {
        char line[4096] = {};
        FILE *arguments = std::fopen("/proc/self/cmdline", "r");
        const std::size_t size = std::fread(line, 1, sizeof line - 1, arguments);
        for (char *at = line; at < line + size; at += std::strlen(at) + 1)
            if (std::strncmp(at, "--gtest_output=xml:", 19) == 0)
                std::fputs("<testsuites><testsuite name='CartTest'><testcase name='Adds' "
                           "classname='CartTest' file='tests/cart_test.cpp'/><testcase "
                           "name='Refuses' classname='CartTest' file='tests/cart_test.cpp'/>"
                           "</testsuite></testsuites>",
                           std::fopen(at + 19, "w"));
        std::fflush(nullptr);
        std::_Exit(0);
    }
} early;
}
)") << false;
}

void TestToolchainCpp::tests()
{
    QFETCH(Files, workspace);
    QFETCH(bool, passes);
    CheckBench bench(language);
    bench.scenario.limits.wall = std::chrono::seconds(120);
    bench.scenario.limits.cpu = std::chrono::seconds(60);
    bench.scenario.limits.memoryBytes = 2 * GiB;
    const Verdict verdict = bench.judge(
        u"tests"_s,
        {{"expect",
          {"tests/cart_test.cpp::CartTest.Adds", "tests/cart_test.cpp::CartTest.Refuses",
           "tests/cart_test.cpp::CartTest.StartsEmpty"}}},
        workspace);
    if (verdict.errorCode == u"tool-missing"_s)
        QSKIP(qPrintable(verdict.reason));
    QVERIFY2(verdict.status == (passes ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
}

void TestToolchainCpp::limits_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("a header without an end") << QByteArray("#include \"/dev/zero\"\n");
    QTest::newRow("templates without an end")
        << QByteArray("template <int n, int m> struct Twice : Twice<n - 1, 2 * m>, Twice<n - 1, 2 "
                      "* m + 1> {};\ntemplate <int m> struct Twice<0, m> {};\nTwice<25, 0> t;\n");
}

/// What makes a compiler run for ever hits a limit that is named, and is a score.
void TestToolchainCpp::limits()
{
    QFETCH(QByteArray, source);
    CheckBench bench(language);
    const Toolchain *toolchain = bench.toolchains().find(language);
    auto command = toolchain->command(u"build"_s, {u"a.cpp"_s});
    QVERIFY(command);
    command->limits.wall = std::chrono::seconds(60);
    command->limits.cpu = std::chrono::seconds(5);
    command->limits.memoryBytes = 300 * MiB;
    const auto result = bench.executor().run(
        {bench.files({{u"a.cpp"_s, source}}), &bench.blobs, std::move(*command)}, {});
    QVERIFY(result);
    SKIP_WHERE_MISSING(result->output);
    QVERIFY2(result->limit.has_value(), told(*result));
}

void TestToolchainCpp::coverage()
{
    CheckBench bench(language);
    const ExecResult result =
        act(bench, u"coverage"_s, {u"tests/cart_test.cpp"_s},
            project(QByteArray(cart).replace("return sum;",
                                             "if (sum > 99)\n        return 99;\n    return sum;"),
                    {{u"src/other.cpp"_s, "int other() { return 1; }\n"}}),
            R"({"nonce": "n"})");
    SKIP_WHERE_MISSING(result.channel);
    const QString lcov = sent(result, "lcov");
    QVERIFY2(lcov.contains(u"SF:src/cart.cpp\n"), told(result));
    QVERIFY2(lcov.contains(u"BRDA:7,0,0,1\nBRDA:7,0,1,2\nDA:7,3\n"), told(result));
    QVERIFY2(lcov.contains(u"BRDA:18,0,0,0\n"), told(result));
    QVERIFY2(lcov.contains(u"SF:src/other.cpp\nDA:1,0\n"), told(result));
    QVERIFY2(!lcov.contains(u"cart_test.cpp") && !lcov.contains(u"/usr/"), told(result));
    QVERIFY2(!lcov.contains(u"BRDA:9,"),
             told(result)); // only an exception leaves line 9 elsewhere
    QCOMPARE(order(result).size(), 3);
}

void TestToolchainCpp::shuffles()
{
    CheckBench bench(language);
    QStringList orders;
    for (const QString &seed : {u"1"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s}) {
        const ExecResult result = act(bench, u"test"_s, {u"tests/cart_test.cpp"_s}, project(cart),
                                      R"({"nonce": "n"})", {{u"TOUCHSTONE_SEED"_s, seed}});
        SKIP_WHERE_MISSING(result.channel);
        QVERIFY2(order(result).size() == 3, told(result));
        orders.append(order(result).join(u' '));
    }
    QCOMPARE(orders.at(0), orders.at(1));
    orders.removeDuplicates();
    QVERIFY(orders.size() > 1);
}

void TestToolchainCpp::runs()
{
    CheckBench bench(language);
    const ExecResult result =
        act(bench, u"run"_s, {u"src/main.c"_s},
            {{u"src/main.c"_s,
              "#include <stdio.h>\nint twice(int n);\nint main(void) { printf(\"%d\\n\", "
              "twice(21)); return 3; }\n"},
             {u"src/twice.c"_s, "int twice(int n) { return 2 * n; }\n"},
             {u"src/other_main.c"_s, "int main(void) { return 4; }\n"}});
    SKIP_WHERE_MISSING(result.errors);
    QCOMPARE(result.output, "42\n");
    QVERIFY2(result.ending().contains(u'3'), told(result));
}

QTEST_GUILESS_MAIN(TestToolchainCpp)
#include "tst_toolchain_cpp.moc"
