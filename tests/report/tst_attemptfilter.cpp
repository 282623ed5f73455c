#include "core/report/report.h"
#include "core/run/attemptfilter.h"

#include "report/samplerun.h"

using namespace touchstone;
using namespace touchstone::test;

/// Filters on the attempts of a run file: what they find, and how little they read for it.
class TestAttemptFilter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void finds_data();
    void finds();
    void refuses();
    void scoringPass();
    void lostBytes();
    void reports_data();
    void reports();
    void comparesPairs_data();
    void comparesPairs();

private:
    QStringList found(const QString &expression, AttemptFilter::Reads *reads = nullptr);
    QTemporaryDir m_folder;
    std::unique_ptr<RunFile> m_file;
};

namespace {

FinishedAttempt attemptOf(AttemptMaker &maker, const QString &scenario, const QString &agent,
                          Outcome outcome, const QByteArray &answer)
{
    FinishedAttempt attempt = maker.make(scenario, agent, 0, outcome);
    attempt.record.scenarioDigest = AttemptMaker::put(
        attempt,
        dumpJson({{"id", scenario},
                  {"title", "About " + scenario.toStdString()},
                  {"turns", {{{"instruction", "Sort the list of " + scenario.toStdString()}}}}}));
    attempt.record.answer = AttemptMaker::put(attempt, answer);
    return attempt;
}

/// "one" passed, "two" failed its hidden check, "three" was in error before it, "four" passed its
/// required check and failed another.
std::vector<FinishedAttempt> attempts()
{
    AttemptMaker maker;
    std::vector<FinishedAttempt> all;
    all.push_back(attemptOf(maker, u"one"_s, u"good"_s, Outcome::Passed, "return sorted(x)"));
    all.back().verdicts = {verdictOf(u"syntax"_s, VerdictStatus::Passed),
                           verdictOf(u"hidden"_s, VerdictStatus::Passed, u"9 of 9 cases"_s)};
    all.push_back(attemptOf(maker, u"two"_s, u"weak"_s, Outcome::Failed, "return x.sort()"));
    all.back().record.reason = u"check 'hidden' failed: RecursionError"_s;
    all.back().verdicts = {verdictOf(u"syntax"_s, VerdictStatus::Passed),
                           verdictOf(u"hidden"_s, VerdictStatus::Failed, u"RecursionError"_s)};
    all.push_back(attemptOf(maker, u"three"_s, u"weak"_s, Outcome::Error, "pass"));
    all.back().record.reason = u"check 'syntax' is in error"_s;
    all.back().verdicts = {verdictOf(u"syntax"_s, VerdictStatus::Error, u"no python here"_s),
                           verdictOf(u"hidden"_s, VerdictStatus::Skipped)};
    all.push_back(attemptOf(maker, u"four"_s, u"good"_s, Outcome::Passed, "import antigravity"));
    all.back().verdicts = {
        verdictOf(u"hidden"_s, VerdictStatus::Passed),
        verdictOf(u"style"_s, VerdictStatus::Failed, u"3 findings"_s, CheckRole::Informative)};
    return all;
}

} // namespace

void TestAttemptFilter::initTestCase()
{
    auto file =
        runFileWith(m_folder.filePath(u"run.touchstone"_s), manifestOf(u"01RUN"_s), attempts());
    VERIFY_OK(file);
    m_file = std::move(*file);
}

QStringList TestAttemptFilter::found(const QString &expression, AttemptFilter::Reads *reads)
{
    auto filter = AttemptFilter::parse(expression);
    if (!filter)
        return {filter.error().text()};
    QStringList ids;
    const auto read = m_file->attempts({}, [&](const AttemptRecord &record) {
        const auto matches = filter->matches(*m_file, record);
        if (!matches)
            ids.append(matches.error().text());
        else if (*matches)
            ids.append(record.scenario);
        return true;
    });
    if (!read)
        ids.append(read.error().text());
    if (reads)
        *reads = filter->reads();
    return ids;
}

void TestAttemptFilter::finds_data()
{
    QTest::addColumn<QString>("found");
    QTest::addColumn<AttemptFilter::Reads>("reads"); // verdicts, scenarios, answers
    const auto row = [](const char *expression, const char *found, AttemptFilter::Reads reads) {
        QTest::newRow(expression) << QString::fromLatin1(found) << reads;
    };
    row("", "one two three four", {});
    row("outcome:failed", "two", {});
    row("agent:good kind:generate", "one four", {});
    row("check:hidden", "two three", {4, 0, 0});
    row("check:hidden=failed", "two", {4, 0, 0});
    row("check:*=error", "three", {4, 0, 0});
    row("check:style", "four", {4, 0, 0});
    row("check:style outcome:passed", "four", {2, 0, 0});
    row("outcome:passed -check:*", "one", {2, 0, 0});
    row("recursionerror", "two", {3, 3, 3}); // in the reason of the record, not in the others
    row("\"9 of 9\"", "one", {4, 3, 3}); // a check's reason
    row("\"no python here\"", "three", {4, 3, 3});
    row("\"About two\"", "two", {4, 4, 3}); // title
    row("\"list of three\"", "three", {4, 4, 3}); // instruction
    row("antigravity", "four", {4, 4, 4}); // answer
    row("antigravity outcome:failed", "", {1, 1, 1});
    row("sort outcome:failed,error", "two three", {2, 2, 0});
    row("thre", "three", {3, 3, 3}); // id
}

void TestAttemptFilter::finds()
{
    QFETCH(AttemptFilter::Reads, reads);
    AttemptFilter::Reads done;
    const QStringList ids = found(QString::fromLatin1(QTest::currentDataTag()), &done);
    QTEST(ids.join(u' '), "found");
    QCOMPARE(done.verdicts, reads.verdicts);
    QCOMPARE(done.scenarios, reads.scenarios);
    QCOMPARE(done.answers, reads.answers);
}

void TestAttemptFilter::refuses()
{
    const auto wanted = wantedAttempts(u"outcome:fialed"_s);
    QVERIFY(!wanted);
    QCOMPARE(wanted.error().code, ErrorCode::BadInput);
    QVERIFY(wanted.error().message.contains(u"at character 9"_s));
    const auto all = wantedAttempts(u" "_s);
    VERIFY_OK(all);
    QVERIFY(!*all);
}

void TestAttemptFilter::scoringPass()
{
    AttemptMaker maker;
    const auto file = runFileWith(m_folder.filePath(u"passes.touchstone"_s),
                                  manifestOf(u"01PASSES"_s), {failing(maker, u"a"_s, u"x"_s, 0)});
    VERIFY_OK(file);
    const auto pass = (*file)->beginPass({});
    VERIFY_OK(pass);
    AttemptMaker again;
    VERIFY_OK((*file)->appendPass(*pass,
                                  {{again.make(u"a"_s, u"x"_s, 0, Outcome::Passed).record.id,
                                    {Outcome::Passed, {}, 1.0},
                                    {verdictOf(u"tests"_s, VerdictStatus::Passed)},
                                    {}}}));
    auto filter = AttemptFilter::parse(u"check:tests"_s);
    VERIFY_OK(filter);
    for (const auto &[number, matches] : {std::pair(1, true), std::pair(2, false)}) {
        QVERIFY((*file)->attempts({{}, {}, number}, [&](const AttemptRecord &record) {
            const auto found = filter->matches(**file, record);
            return found && *found == matches;
        }));
        const auto summary =
            summarise(**file, {.pass = number, .wanted = *wantedAttempts(u"check:tests"_s)});
        VERIFY_OK(summary);
        QCOMPARE(summary->attempts(), matches ? 1 : 0);
    }
}

/// What can't be searched is damage to that attempt, and the others are found all the same.
void TestAttemptFilter::lostBytes()
{
    std::vector<FinishedAttempt> all = attempts();
    all[0].record.scenarioDigest = AttemptMaker::put(all[0], "no JSON");
    const auto file =
        runFileWith(m_folder.filePath(u"lost.touchstone"_s), manifestOf(u"01LOST"_s), all);
    VERIFY_OK(file);
    ReportOptions options;
    options.wanted = *wantedAttempts(u"\"list of\""_s);
    const auto summary = summarise(**file, options);
    VERIFY_OK(summary);
    QCOMPARE(summary->attempts(), 3);
    QVERIFY2(summary->damage.contains(u"filtering attempt"_s), qPrintable(summary->damage));
}

void TestAttemptFilter::reports_data()
{
    QTest::addColumn<QString>("format");
    for (const QString &format : reportFormats())
        QTest::newRow(qPrintable(format)) << format;
}

void TestAttemptFilter::reports()
{
    QFETCH(QString, format);
    ReportOptions options;
    options.wanted = *wantedAttempts(u"check:hidden recursionerror"_s);
    const QString end = format == u"atif"_s ? u".jsonl"_s : QString(); // else it is a folder
    const QString path = m_folder.filePath(u"filtered."_s + format + end);
    VERIFY_OK(writeReport(*m_file, format, path, options));
    QFile out(path);
    QVERIFY(out.open(QIODevice::ReadOnly));
    const QByteArray text = out.readAll();
    QVERIFY(text.contains("two"));
    QVERIFY(!text.contains("three") && !text.contains("four"));
}

void TestAttemptFilter::comparesPairs_data()
{
    QTest::addColumn<int>("worse");
    QTest::addColumn<int>("better");
    QTest::addColumn<int>("missing");
    const auto row = [](const char *expression, int worse, int better, int missing) {
        QTest::newRow(expression) << worse << better << missing;
    };
    row("", 1, 1, 1);
    row("outcome:failed", 1, 1, 0); // either of the pair
    row("outcome:passed", 1, 1, 1);
    row("check:tests", 1, 1, 0);
    row("id:up", 0, 1, 0);
    row("agent:old,new", 1, 1, 1);
    row("agent:nobody", 0, 0, 0);
}

/// Agents of different names; "up" got better, "down" worse, "gone" is only in A.
void TestAttemptFilter::comparesPairs()
{
    const QString name = QString::number(qHash(QString::fromLatin1(QTest::currentDataTag())));
    AttemptMaker before;
    AttemptMaker after;
    const auto a =
        runFileWith(m_folder.filePath(name + u"a.touchstone"_s), manifestOf(u"01A"_s),
                    {failing(before, u"up"_s, u"old"_s, 0), passing(before, u"down"_s, u"old"_s, 0),
                     passing(before, u"gone"_s, u"old"_s, 0)});
    const auto b =
        runFileWith(m_folder.filePath(name + u"b.touchstone"_s), manifestOf(u"01B"_s),
                    {passing(after, u"up"_s, u"new"_s, 0), failing(after, u"down"_s, u"new"_s, 0)});
    VERIFY_OK(a);
    VERIFY_OK(b);
    CompareOptions options;
    options.wanted = *wantedAttempts(QString::fromLatin1(QTest::currentDataTag()));
    const auto comparison = compareRuns(**a, **b, options);
    VERIFY_OK(comparison);
    QTEST(comparison->count(Change::Worse), "worse");
    QTEST(comparison->count(Change::Better), "better");
    QTEST(comparison->count(Change::Missing), "missing");
}

QTEST_GUILESS_MAIN(TestAttemptFilter)
#include "tst_attemptfilter.moc"
