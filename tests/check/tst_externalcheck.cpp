#include "support/checkbench.h"

#include "core/base/paths.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Programs that judge, ours and broken ones.
class TestExternalCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theExample_data();
    void theExample();
    void programs_data();
    void programs();
};

void TestExternalCheck::theExample_data()
{
    QTest::addColumn<int>("most");
    QTest::addColumn<VerdictStatus>("status");
    QTest::newRow("fits") << 40 << VerdictStatus::Passed;
    QTest::newRow("too long") << 10 << VerdictStatus::Failed;
}

void TestExternalCheck::theExample()
{
    QFETCH(int, most);
    QFETCH(VerdictStatus, status);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const auto path = resource(u"examples/out-of-process-check/line_length.py"_s);
    QVERIFY2(path, path ? "" : qPrintable(path.error().text()));
    QFile program(*path);
    QVERIFY(program.open(QIODevice::ReadOnly));
    bench.scenario.target.file = u"a.py"_s;
    const Json parameters{{"command", {"python3", "-I", "tools/line_length.py"}},
                          {"parameters", {{"most", most}}}};
    const Verdict verdict =
        bench.judge(u"external"_s, parameters, {{u"a.py"_s, "x = 'twenty characters'\n"}},
                    {{u"tools/line_length.py"_s, program.readAll()}});
    QVERIFY2(verdict.status == status, shown(verdict));
    QVERIFY(verdict.measures.contains(u"lines.too_long"_s));
}

void TestExternalCheck::programs_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<VerdictStatus>("status");
    const auto row = [](const char *name, const char *script, VerdictStatus status) {
        QTest::newRow(name) << QByteArray(script) << status;
    };
    row("passes", R"(echo '{"jsonrpc":"2.0","id":1,"result":{"status":"passed"}}')",
        VerdictStatus::Passed);
    row("notifies first",
        R"(echo '{"jsonrpc":"2.0","method":"log","params":["x"]}'; echo '{"jsonrpc":"2.0","id":1,"result":{"status":"failed","score":0.5}}')",
        VerdictStatus::Failed);
    row("says nothing", "true", VerdictStatus::Error);
    row("ends badly", "exit 3", VerdictStatus::Error);
    row("answers with an error",
        R"(echo '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no such method"}}')",
        VerdictStatus::Error);
    row("answers another request",
        R"(echo '{"jsonrpc":"2.0","id":2,"result":{"status":"passed"}}')", VerdictStatus::Error);
    row("speaks something else", "echo passed", VerdictStatus::Error);
    row("no status", R"(echo '{"jsonrpc":"2.0","id":1,"result":{}}')", VerdictStatus::Error);
    row("another status", R"(echo '{"jsonrpc":"2.0","id":1,"result":{"status":"skipped"}}')",
        VerdictStatus::Error);
    row("garbage", "head -c 100000 /dev/urandom", VerdictStatus::Error);
    row("is not there", "exec /no/such/program", VerdictStatus::Error);
}

void TestExternalCheck::programs()
{
    QFETCH(QByteArray, script);
    QFETCH(VerdictStatus, status);
    CheckBench bench;
    REQUIRE_BENCH(bench);
    const Verdict verdict =
        bench.judge(u"external"_s, {{"command", {"sh", "-c", script.toStdString()}}}, {});
    QVERIFY2(verdict.status == status, shown(verdict));
    QVERIFY(status == VerdictStatus::Passed || status == VerdictStatus::Failed
            || !verdict.reason.isEmpty());
}

QTEST_GUILESS_MAIN(TestExternalCheck)
#include "tst_externalcheck.moc"
