#include "core/check/analysis.h"
#include "support/toy.h"

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

using Files = QMap<QString, QByteArray>;

/// findings, and what becomes of analysers that fail.
class TestFindings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findings_data();
    void findings();
    void failingTools_data();
    void failingTools();
    void placesOutside();
    void remembers();
    void objections();
};

void TestFindings::initTestCase()
{
    QVERIFY(addTestToolchains());
    CheckBench bench(u"toy"_s);
    REQUIRE_BENCH(bench);
}

void TestFindings::findings_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<Files>("fixture");
    QTest::addColumn<Files>("workspace");
    QTest::addColumn<QString>("reason"); // empty: it passes
    const auto row = [](const char *name, const char *parameters, const Files &fixture,
                        const Files &workspace, const QString &reason) {
        QTest::newRow(name) << QByteArray(parameters) << fixture << workspace << reason;
    };
    const Files clean{{u"a.toy"_s, "fn f\n good\nfn g\n fine\n"}};
    const Files inF{{u"a.toy"_s, "fn f\n bad\nfn g\n fine\n"}};
    const Files inG{{u"a.toy"_s, "fn f\n good\nfn g\n bad\n"}};
    for (const char *analyser : {"lint", "sarif", "lines"}) {
        const QByteArray parameters = QByteArray(R"({"analyser": ")") + analyser + "\"}";
        row(qPrintable(u"%1 passes"_s.arg(QString::fromUtf8(analyser))), parameters, clean, clean,
            {});
        row(qPrintable(u"%1 fails"_s.arg(QString::fromUtf8(analyser))), parameters, clean, inF,
            u"bad-word at a.toy:2"_s);
    }
    row("outside the target", R"({"analyser": "lint"})", clean, inG, {});
    row("anywhere in the file", R"({"analyser": "lint", "within": "file"})", clean, inG,
        u"bad-word at a.toy:4"_s);
    row("another file", R"({"analyser": "lint", "within": "file"})", clean,
        {{u"a.toy"_s, "fn f\n good\n"}, {u"b.toy"_s, "fn h\n bad\n"}}, {});
    row("all files", R"({"analyser": "lint", "within": "all"})", clean,
        {{u"a.toy"_s, "fn f\n good\n"}, {u"b.toy"_s, "fn h\n bad\n"}}, u"b.toy:2"_s);
    row("paths", R"({"analyser": "lint", "paths": ["b*"]})", clean,
        {{u"a.toy"_s, "fn f\n bad\n"}, {u"b.toy"_s, "fn h\n bad\n"}}, u"b.toy:2"_s);
    row("rules", R"({"analyser": "lint", "rules": ["todo-*"]})", clean, inF, {});
    row("max", R"({"analyser": "lint", "max": 1})", clean, inF, {});
    row("more than max", R"({"analyser": "lint", "max": 1})", clean,
        {{u"a.toy"_s, "fn f\n bad\n todo\n"}}, u"2 findings"_s);
    row("silenced", R"({"analyser": "lint"})", clean,
        {{u"a.toy"_s, "fn f\n bad # hush\nfn g\n fine\n"}}, u"silences it: # hush"_s);
    row("silenced before", R"({"analyser": "lint"})", {{u"a.toy"_s, "fn f\n bad # hush\n"}},
        {{u"a.toy"_s, "fn f\n x\n bad # hush\n"}}, {});
    row("configured away", R"({"analyser": "lint"})", clean,
        {{u"a.toy"_s, "fn f\n bad\n"}, {u".toyrc"_s, "ignore bad-word\n"}},
        u"a change of the configuration was undone: .toyrc"_s);
    row("configured in the fixture", R"({"analyser": "lint"})",
        {{u".toyrc"_s, "ignore bad-word\n"}}, {{u"a.toy"_s, "fn f\n bad\n"}}, {});
    row("target is gone", R"({"analyser": "lint"})", clean, {{u"a.toy"_s, "fn g\n good\n"}},
        u"'f' is not in 'a.toy'"_s);
    row("file is gone", R"({"analyser": "lint", "within": "file"})", clean, {},
        u"'a.toy' is missing"_s);
    row("no file", R"({"analyser": "lint", "paths": ["no/*"]})", clean, clean, u"no Toy file"_s);
}

void TestFindings::findings()
{
    QFETCH(QByteArray, parameters);
    QFETCH(Files, fixture);
    QFETCH(Files, workspace);
    QFETCH(QString, reason);
    CheckBench bench(u"toy"_s);
    bench.fixture = bench.files(fixture);
    bench.scenario.target = {u"a.toy"_s, u"f"_s, {}};
    const Verdict verdict = bench.judge(u"findings"_s, *parseJson(parameters, {}), workspace);
    QVERIFY2(verdict.status == (reason.isEmpty() ? VerdictStatus::Passed : VerdictStatus::Failed),
             shown(verdict));
    QVERIFY2(verdict.reason.contains(reason), shown(verdict));
}

void TestFindings::failingTools_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char *name, const QString &code, const QStringList &says) {
        QTest::newRow(name) << code << says;
    };
    row("absent", u"tool-missing"_s, {u"no-such-lint"_s, u"no-such-package"_s});
    row("missing", u"tool-missing"_s, {u"no-such-lint"_s, u"no-such-package"_s});
    row("crash", u"tool-failed"_s, {u"python3"_s, u"the analyser has a bug"_s, u"exit 1"_s});
    row("killed", u"tool-failed"_s, {u"python3"_s, u"it crashed"_s});
    row("empty", u"tool-failed"_s, {u"found nothing"_s, u"usage: toy"_s});
    row("garbage", u"tool-failed"_s, {u"python3"_s});
    row("nothing", u"tool-failed"_s, {u"python3"_s});
    row("silent", u"tool-failed"_s, {u"cannot read the configuration"_s});
    row("slow", u"tool-failed"_s, {u"python3"_s, u"hit the wall limit of 1 s"_s});
    row("huge", u"tool-failed"_s, {u"python3"_s, u"hit the output limit"_s});
    row("many", u"tool-failed"_s, {u"more than 100000"_s});
    row("unsuccessful", u"tool-failed"_s, {u"internal error in pass 3"_s});
    row("unheard-of", u"unsupported"_s, {u"no analyser 'unheard-of'"_s, u"lint"_s});
}

void TestFindings::failingTools()
{
    QFETCH(QString, code);
    QFETCH(QStringList, says);
    CheckBench bench(u"toy"_s);
    bench.scenario.target.file = u"a.toy"_s;
    const Verdict verdict = bench.judge(u"findings"_s, {{"analyser", QTest::currentDataTag()}},
                                        {{u"a.toy"_s, "fn f\n good\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Error, shown(verdict));
    QCOMPARE(verdict.errorCode, code);
    for (const QString &word : says)
        QVERIFY2(verdict.reason.contains(word), shown(verdict));
}

/// Findings that are said to be in files outside the workspace are nobody's.
void TestFindings::placesOutside()
{
    CheckBench bench(u"toy"_s);
    const Verdict verdict = bench.judge(u"findings"_s, {{"analyser", "outside"}, {"within", "all"}},
                                        {{u"a.toy"_s, "fn f\n good\n"}});
    QVERIFY2(verdict.status == VerdictStatus::Passed, shown(verdict));
}

/// The same tree is analysed once; another one again.
void TestFindings::remembers()
{
    CheckBench bench(u"toy"_s);
    bench.scenario.target.file = u"a.toy"_s;
    const Json parameters{{"analyser", "lint"}};
    const auto judge = [&](const QByteArray &text) {
        return bench.judge(u"findings"_s, parameters, {{u"a.toy"_s, text}}).status;
    };
    QCOMPARE(judge("fn f\n bad\n"), VerdictStatus::Failed);
    QCOMPARE(judge("fn f\n good\n"), VerdictStatus::Passed);
    QCOMPARE(judge("fn f\n bad\n"), VerdictStatus::Failed);
}

void TestFindings::objections()
{
    const CheckBench bench(u"toy"_s);
    QVERIFY(bench.objection(u"findings"_s, {{"analyser", "lint"}, {"within", "target"}})
                .contains(u"/within"_s));
    QCOMPARE(bench.objection(u"findings"_s, {{"analyser", "lint"}}), QString());
}

QTEST_GUILESS_MAIN(TestFindings)
#include "tst_findings.moc"
