#include "support/benchmarkrun.h"
#include "support/program.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Real models' answers to HumanEval and CRUXEval, imported, run and exported through the
/// executable: the verdicts are the published ones. A slice of them, chosen by index; the whole is
/// for `bench` and for people.
class TestPublishedVerdicts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void humanEval_data();
    void humanEval();
    void cruxEval_data();
    void cruxEval();

private:
    BenchmarkRun m_run;
    QString m_data;
};

namespace {

/// Some of a samples file, and what their published verdicts are, by "SCENARIO SAMPLE".
struct Slice {
    QByteArray samples;
    QMap<QString, QString> outcomes;
};

QString keyOf(const QString &scenario, int sample)
{
    return u"%1 %2"_s.arg(scenario).arg(sample);
}

QString outcomeOf(bool passed)
{
    return passed ? u"passed"_s : u"failed"_s;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    return file.readAll();
}

/// Every so-manieth line of a samples file.
Slice humanEvalSlice(const QString &folder, const QString &name, int step)
{
    QMap<QString, QString> published;
    for (const Json &verdict : readLines(contents(folder + u"/verdicts/%1.jsonl"_s.arg(name))))
        published.insert(
            keyOf(stringOr(verdict, "task_id"), int(integerOr(verdict, "completion_id", -1))),
            outcomeOf(boolOr(verdict, "passed", false)));
    Slice slice;
    QMap<QString, int> seen;
    QMap<QString, int> chosen;
    int line = 0;
    for (const Json &sample : readLines(contents(folder + u"/samples/%1.jsonl"_s.arg(name)))) {
        const QString task = stringOr(sample, "task_id");
        const int number = seen[task]++;
        if (line++ % step != 0)
            continue;
        slice.samples += dumpJson(sample) + '\n';
        slice.outcomes.insert(keyOf(task, chosen[task]++), published.value(keyOf(task, number)));
    }
    return slice;
}

/// The first two generations of every 40th item.
Slice cruxEvalSlice(const QString &folder, const QString &generations, const QString &scored)
{
    const auto all = readJson(folder + u'/' + generations);
    const auto verdicts = readJson(folder + u'/' + scored);
    if (!all || !verdicts)
        qFatal("the files of CRUXEval can't be read");
    Slice slice;
    Json chosen = Json::object();
    for (size_t i = 0; i < all->size(); i += 40) {
        const std::string id = "sample_" + std::to_string(i);
        for (int n : {0, 1}) {
            chosen[id].push_back((*all)[id].at(size_t(n)));
            slice.outcomes.insert(
                keyOf(QString::fromStdString(id), n),
                outcomeOf((*verdicts)["raw_scored_generations"][id].at(size_t(n)).get<bool>()));
        }
    }
    slice.samples = dumpJson(chosen);
    return slice;
}

} // namespace

void TestPublishedVerdicts::initTestCase()
{
    m_data = sharedData();
    if (m_data.isEmpty())
        QSKIP("the shared data is not here");
    if (const QString problem = BenchmarkRun::problem(); !problem.isEmpty())
        QSKIP(qPrintable(problem));
}

void TestPublishedVerdicts::humanEval_data()
{
    QTest::addColumn<int>("step");
    QTest::newRow("canonical_solutions") << 1;
    QTest::newRow("codegen-16b_t0.8_n20") << 82;
    QTest::newRow("ldb-debugged_codellama") << 16;
    QTest::newRow("ldb-debugged_gpt-4-1106-preview") << 16;
    QTest::newRow("ldb-seed_gpt-3.5-turbo-0613") << 16;
    QTest::newRow("ldb-seed_starcoder") << 16;
    QTest::newRow("reflexion-simple_gpt-4") << 16;
    QTest::newRow("reflexion-simple_text-davinci-003") << 16;
    QTest::newRow("reflexion-ucs_gpt-4") << 16;
}

void TestPublishedVerdicts::humanEval()
{
    QFETCH(const int, step);
    const QString folder = m_data + u"/humaneval"_s;
    const Slice slice = humanEvalSlice(folder, QString::fromLatin1(QTest::currentDataTag()), step);
    const QString pack =
        m_run.import(u"humaneval"_s, u"humaneval"_s, folder + u"/HumanEval.jsonl"_s);
    const auto attempts = m_run.run(pack, slice.samples);
    QCOMPARE(attempts.keys(), slice.outcomes.keys());
    for (auto it = attempts.cbegin(); it != attempts.cend(); ++it)
        QVERIFY2(stringOr(it.value(), "outcome") == slice.outcomes.value(it.key()),
                 dumpJson(it.value()));
}

void TestPublishedVerdicts::cruxEval_data()
{
    QTest::addColumn<QString>("generations");
    QTest::addColumn<QString>("scored");
    QTest::newRow("input") << u"generations_input_first400.json"_s
                           << u"scored_input_first400.json"_s;
    QTest::newRow("output") << u"generations_output.json"_s << u"scored_output.json"_s;
}

void TestPublishedVerdicts::cruxEval()
{
    QFETCH(const QString, generations);
    QFETCH(const QString, scored);
    const QString folder = m_data + u"/cruxeval"_s;
    const QString mode = QString::fromLatin1(QTest::currentDataTag());
    const Slice slice = cruxEvalSlice(folder, generations, scored);
    const QString pack =
        m_run.import(mode, u"cruxeval"_s, folder + u"/cruxeval.jsonl"_s, {u"--mode"_s, mode});
    const auto attempts = m_run.run(pack, slice.samples);
    QCOMPARE(attempts.keys(), slice.outcomes.keys());
    for (auto it = attempts.cbegin(); it != attempts.cend(); ++it)
        QVERIFY2(stringOr(it.value(), "outcome") == slice.outcomes.value(it.key()),
                 dumpJson(it.value()));
}

QTEST_GUILESS_MAIN(TestPublishedVerdicts)
#include "tst_publishedverdicts.moc"
