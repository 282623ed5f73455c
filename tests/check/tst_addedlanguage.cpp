#include "support/checkbench.h"

#include "core/base/paths.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// A language that is added as data alone: tests/check/toolchains/perl, found through
/// $TOUCHSTONE_TOOLCHAIN_PATH.
class TestAddedLanguage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void checks_data();
    void checks();
};

void TestAddedLanguage::initTestCase()
{
    const auto data = dataFolder();
    QVERIFY2(data, data ? "" : qPrintable(data.error().text()));
    qputenv("TOUCHSTONE_TOOLCHAIN_PATH", (*data + u"/tests/check/toolchains"_s).toUtf8());
    CheckBench bench(u"perl"_s);
    QVERIFY(bench.toolchains().find(u"perl"_s));
    QVERIFY2(bench.toolchains().find(u"python"_s), "ours are still there");
    REQUIRE_BENCH(bench);
    const Verdict verdict =
        bench.judge(u"command"_s, {{"argv", {"perl", "-MJSON::PP", "-e", "1"}}}, {});
    if (verdict.status != VerdictStatus::Passed)
        QSKIP("there is no Perl with JSON::PP in the sandbox");
}

void TestAddedLanguage::checks_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<double>("score");
    const auto row = [](const char *name, const QString &type, const char *parameters,
                        const Files &workspace, double score) {
        QTest::newRow(name) << type << QByteArray(parameters) << workspace << score;
    };
    const Files twice{{u"a.pl"_s, "sub twice { return 2 * $_[0]; }\n1;\n"}};
    row("syntax", u"syntax"_s, "{}", twice, 1);
    row("syntax is wrong", u"syntax"_s, "{}", {{u"a.pl"_s, "sub twice { return 2 * ; }\n"}}, 0);
    row("output", u"output"_s, R"json({"stdin": "21\n", "stdout": "42\n"})json",
        {{u"a.pl"_s, "print 2 * <STDIN>, \"\\n\";\n"}}, 1);
    row("output is wrong", u"output"_s, R"json({"stdin": "21\n", "stdout": "43\n"})json",
        {{u"a.pl"_s, "print 2 * <STDIN>, \"\\n\";\n"}}, 0);
    row("cases", u"cases"_s,
        R"json({"cases": [{"call": "twice", "args": [21], "expect": 42}, {"expr": "twice(1)", "expect": 2}]})json",
        twice, 1);
    row("a case fails", u"cases"_s,
        R"json({"cases": [{"call": "twice", "args": [21], "expect": 42}, {"expr": "twice(1)", "expect": 3}]})json",
        twice, 0.5);
    row("a case dies", u"cases"_s,
        R"json({"cases": [{"expr": "die 'oh'", "raises": {"type": "Error", "matches": "^oh"}}]})json",
        twice, 1);
    row("a case exits", u"cases"_s,
        R"json({"cases": [{"expr": "exit 0", "expect": 1}, {"expr": "twice(1)", "expect": 2}]})json",
        twice, 0.5);
    row("can't be loaded", u"cases"_s, R"json({"cases": [{"expr": "1", "expect": 1}]})json",
        {{u"a.pl"_s, "die 'early';\n"}}, 0);
    row("tests", u"tests"_s, "{}", {{u"t/a.t"_s, "print \"ok 1 - one\\nnot ok 2 - two\\n\";\n"}},
        0.5);
    row("tests without a report", u"tests"_s, "{}", {{u"t/a.t"_s, "kill 9, getppid;\n"}}, 0);
}

void TestAddedLanguage::checks()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, parameters);
    QFETCH(Files, workspace);
    QFETCH(double, score);
    CheckBench bench(u"perl"_s);
    REQUIRE_BENCH(bench);
    bench.scenario.target.file = u"a.pl"_s;
    const Verdict verdict = bench.judge(type, *parseJson(parameters, {}), workspace);
    QVERIFY2(verdict.status == (score == 1 ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QCOMPARE(verdict.score, score);
}

QTEST_GUILESS_MAIN(TestAddedLanguage)
#include "tst_addedlanguage.moc"
