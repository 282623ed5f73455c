#include "core/base/json.h"
#include "core/base/paths.h"
#include "support/program.h"

#include <QtCore/QMap>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// The pack scenarios/copilot: two scenarios or more in each of the 30 cells, each with what it
/// takes to prove it. Of each cell the first is judged here; `touchstone validate` proves all.
class TestCopilotPack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hasEveryCell();
    void everyScenarioCanBeProved();
    void judges_data();
    void judges();

private:
    QString m_pack;
    QMap<QString, QMap<QString, QStringList>> m_cells; ///< language, kind to ids
};

namespace {

QList<Json> eventsOf(const QByteArray &output)
{
    QList<Json> events;
    for (const QByteArray &line : output.split('\n'))
        if (!line.isEmpty())
            events.append(parseJson(line, {u"an event"_s, {}, 0}).value_or(Json()));
    return events;
}

} // namespace

void TestCopilotPack::initTestCase()
{
    const auto data = dataFolder();
    QVERIFY(data);
    m_pack = *data + u"/scenarios/copilot"_s;
    const ProgramResult listed = runTouchstone({u"list"_s, m_pack, u"--json"_s});
    QVERIFY2(listed.exitCode == 0, listed.errors.constData());
    for (const Json &event : eventsOf(listed.output))
        m_cells[stringOr(event, "language")][stringOr(event, "kind")].append(stringOr(event, "id"));
}

void TestCopilotPack::hasEveryCell()
{
    qsizetype count = 0;
    for (const char *language : {"python", "javascript", "typescript", "java", "csharp", "cpp"})
        for (const char *kind : {"generate", "doc", "test", "fix", "workspace"}) {
            const QStringList ids =
                m_cells[QString::fromLatin1(language)][QString::fromLatin1(kind)];
            QVERIFY2(ids.size() >= 2,
                     qPrintable(u"%1 %2: %3"_s.arg(QString::fromLatin1(language),
                                                   QString::fromLatin1(kind), ids.join(u' '))));
            count += ids.size();
        }
    QVERIFY(count >= 60);
}

/// A reference, another right answer, and wrong ones that fail in different ways.
void TestCopilotPack::everyScenarioCanBeProved()
{
    for (const auto &kinds : std::as_const(m_cells))
        for (const QStringList &ids : kinds)
            for (const QString &id : ids) {
                const auto scenario = readJson(m_pack + u'/' + id + u"/scenario.json"_s);
                QVERIFY2(scenario, qPrintable(id));
                int right = 0;
                int wrong = 0;
                for (const Json &sample : memberOr(*scenario, "samples")) {
                    ++(stringOr(sample, "label") == u"right"_s ? right : wrong);
                    QCOMPARE(stringOr(sample, "author"), u"touchstone sample"_s);
                }
                QVERIFY2(scenario->contains("reference") && right >= 1 && wrong >= 2,
                         qPrintable(id));
            }
}

void TestCopilotPack::judges_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("scenarios");
    for (auto language = m_cells.cbegin(); language != m_cells.cend(); ++language) {
        QStringList wanted;
        for (const QStringList &ids : *language)
            wanted.append(u"id:"_s + ids.first());
        QTest::newRow(qPrintable(language.key())) << wanted.join(u" OR "_s) << int(wanted.size());
    }
}

void TestCopilotPack::judges()
{
    QFETCH(const QString, filter);
    QFETCH(const int, scenarios);
    const QTemporaryDir folder;
    const ProgramResult run =
        runTouchstone({u"run"_s, m_pack, u"-a"_s, u"reference"_s, u"-a"_s, u"none"_s, u"-f"_s,
                       filter, u"--json"_s, u"-o"_s, folder.filePath(u"r.touchstone"_s)});
    if (run.errors.contains("confinement"))
        QSKIP("this machine has no confinement");
    int judged = 0;
    for (const Json &event : eventsOf(run.output)) {
        if (stringOr(event, "event") != u"attempt"_s)
            continue;
        const QString reason = stringOr(event, "reason");
        if (reason.contains(u"is not installed here"_s))
            QSKIP(qPrintable(reason));
        const bool isReference = stringOr(event, "agent") == u"reference"_s;
        QVERIFY2(stringOr(event, "outcome") == (isReference ? u"passed"_s : u"failed"_s),
                 qPrintable(stringOr(event, "scenario") + u", "_s + stringOr(event, "agent")
                            + u": "_s + reason));
        ++judged;
    }
    QCOMPARE(judged, 2 * scenarios);
}

QTEST_GUILESS_MAIN(TestCopilotPack)
#include "tst_copilotpack.moc"
