#include "core/report/attemptselection.h"
#include "core/report/report.h"
#include "report/samplerun.h"

#include <numeric>
#include <set>

using namespace touchstone;
using namespace touchstone::test;

namespace {

AttemptTable tableOf(const RunFile &file)
{
    AttemptTableBuilder builder;
    const auto read = file.attempts({}, [&](const AttemptRecord &record) {
        builder.add(record);
        return true;
    });
    return read ? builder.table() : AttemptTable();
}

/// With scenarios that can be read.
std::vector<FinishedAttempt> attempts()
{
    std::vector<FinishedAttempt> all = demoAttempts();
    for (FinishedAttempt &attempt : all)
        attempt.record.scenarioDigest =
            AttemptMaker::put(attempt,
                              dumpJson({{"title", attempt.record.scenario + u" as a title"_s},
                                        {"turns", {{{"instruction", "Do it"}}}}}));
    return all;
}

} // namespace

/// Compact summaries, their order, groups and figures.
class TstAttemptSelection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void recordsComeBack();
    void tablesStayAsTheyWere();
    void readsOnlyWhatIsNew();
    void sorts_data();
    void sorts();
    void comparesNaturally_data();
    void comparesNaturally();
    void filters_data();
    void filters();
    void summaryEqualsTheReport();
    void groups();
    void remembersWhatItRead();
    void saysWhereAFilterIsWrong();
    void stopsWhenCancelled();

private:
    AttemptSelection select(const SelectionQuery &query)
    {
        WorkProgress progress;
        auto selection = m_selector.select(*m_file, m_table, query, progress);
        return selection ? std::move(*selection) : AttemptSelection();
    }
    QStringList scenarios(const AttemptSelection &selection) const
    {
        QStringList all;
        for (const quint32 n : selection.rows)
            all.append(m_table.text(m_table.scenario(m_table.row(n)).scenario));
        return all;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<RunFile> m_file;
    AttemptTable m_table;
    AttemptSelector m_selector;
};

void TstAttemptSelection::initTestCase()
{
    auto file = runFileWith(m_folder.filePath(u"a.touchstone"_s), manifestOf(u"one"_s), attempts());
    VERIFY_OK(file);
    m_file = std::move(*file);
    m_table = tableOf(*m_file);
    QCOMPARE(m_table.size(), demoAttempts().size());
}

void TstAttemptSelection::recordsComeBack()
{
    size_t n = 0;
    VERIFY_OK(m_file->attempts({}, [&](AttemptRecord record) {
        record.scenarioDigest = record.endManifest = record.answer = Digest();
        const bool same = m_table.record(n++) == record;
        if (!same)
            qWarning("attempt %zu differs", n - 1);
        return same;
    }));
    QCOMPARE(n, m_table.size());
}

void TstAttemptSelection::tablesStayAsTheyWere()
{
    AttemptTableBuilder builder;
    AttemptRecord record;
    record.scenario = u"a"_s;
    const size_t many = 5'000; // more than a part
    for (size_t i = 0; i < many; ++i) {
        record.id = QString::number(i);
        record.reason = u"reason %1"_s.arg(i % 7);
        builder.add(record);
    }
    const AttemptTable before = builder.table();
    record.id = u"last"_s;
    record.scenario = u"b"_s;
    builder.add(record);
    QCOMPARE(before.size(), many);
    QCOMPARE(before.id(many - 1), QString::number(many - 1));
    QCOMPARE(before.scenarioCount(), 1);
    QCOMPARE(builder.table().size(), many + 1);
    QCOMPARE(builder.table().id(many), u"last"_s);
    QCOMPARE(builder.table().record(4'999).reason, u"reason 1"_s);
}

void TstAttemptSelection::readsOnlyWhatIsNew()
{
    const auto last = m_file->lastNumber();
    VERIFY_OK(last);
    QCOMPARE(*last, qint64(m_table.size()));
    QStringList ids;
    AttemptQuery query;
    query.after = 5;
    query.upTo = 8;
    VERIFY_OK(m_file->attempts(query, [&](const AttemptRecord &record) {
        ids.append(record.id);
        return true;
    }));
    QCOMPARE(ids, (QStringList{m_table.id(5), m_table.id(6), m_table.id(7)}));
}

void TstAttemptSelection::sorts_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<bool>("descending");
    for (int i = 0; i < attemptFieldCount; ++i)
        for (const bool descending : {false, true})
            QTest::addRow("%s %s", qPrintable(attemptFieldName(AttemptField(i))),
                          descending ? "descending" : "ascending")
                << attemptFieldName(AttemptField(i)) << descending;
}

void TstAttemptSelection::sorts()
{
    QFETCH(const QString, field);
    QFETCH(const bool, descending);
    const auto by = attemptFieldFromName(field);
    QVERIFY(by);
    std::vector<quint32> rows(m_table.size());
    std::iota(rows.begin(), rows.end(), 0U);
    sortRows(m_table, rows, *by, descending);
    QCOMPARE(std::set(rows.begin(), rows.end()).size(), m_table.size());
    const auto first = m_table.record(rows.front());
    const auto last = m_table.record(rows.back());
    if (*by == AttemptField::Outcome)
        QCOMPARE(first.outcome, descending ? Outcome::Unsupported : Outcome::Passed);
    if (*by == AttemptField::Scenario)
        QCOMPARE(first.scenario, descending ? u"zig/ring"_s : u"lists/largest"_s);
    if (*by == AttemptField::Time)
        QCOMPARE(last.durationUs == 3'012'000, !descending);
    if (*by == AttemptField::Difficulty)
        QCOMPARE(first.difficulty, descending ? u"medium"_s : u"easy"_s);
    if (*by == AttemptField::Tags)
        QCOMPARE(first.tags.front(), descending ? u"zig"_s : u"lists"_s);
}

void TstAttemptSelection::comparesNaturally_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("order");
    QTest::newRow("numbers") << u"t2"_s << u"t10"_s << -1;
    QTest::newRow("zeros") << u"t02"_s << u"t2"_s << 0;
    QTest::newRow("case") << u"ABC"_s << u"abd"_s << -1;
    QTest::newRow("prefix") << u"ab"_s << u"abc"_s << -1;
    QTest::newRow("equal") << u"HumanEval/7"_s << u"humaneval/7"_s << 0;
    QTest::newRow("only zeros") << u"0"_s << u"00"_s << 0;
    QTest::newRow("digits before letters") << u"a1"_s << u"ab"_s << -1;
}

void TstAttemptSelection::comparesNaturally()
{
    QFETCH(const QString, a);
    QFETCH(const QString, b);
    QFETCH(const int, order);
    const auto sign = [](int value) { return (value > 0) - (value < 0); };
    QCOMPARE(sign(compareNaturally(a, b)), order);
    QCOMPARE(sign(compareNaturally(b, a)), -order);
}

void TstAttemptSelection::filters_data()
{
    QTest::addColumn<QString>("filter");
    for (const char *filter :
         {"", "outcome:failed", "agent:chat*", "-outcome:passed language:python", "check:tests",
          "check:tests=error", "smallest", "\"2 of 9\" OR tag:text", "zig", "id:lists/merge",
          "difficulty:medium -check:tests", "time:>1s", "-time:>=1s tokens:1k..2k", "cost:<0.001",
          "score:0.5", "tokens:>1k score:<1 smallest"})
        QTest::addRow("%s", filter) << QString::fromLatin1(filter);
}

/// Whatever is decided from the table alone is what reading everything says.
void TstAttemptSelection::filters()
{
    QFETCH(const QString, filter);
    auto reading = AttemptFilter::parse(filter);
    VERIFY_OK(reading);
    std::vector<quint32> expected;
    quint32 n = 0;
    VERIFY_OK(m_file->attempts({}, [&](const AttemptRecord &record) {
        if (reading->matches(*m_file, record).value_or(false))
            expected.push_back(n);
        ++n;
        return true;
    }));
    QVERIFY(filter.isEmpty() || (!expected.empty() && expected.size() < m_table.size()));
    QCOMPARE(select({filter, {}, {}, {}, false}).rows, expected);
}

void TstAttemptSelection::summaryEqualsTheReport()
{
    for (const QString &filter : {QString(), u"-outcome:error"_s, u"agent:chat*"_s}) {
        const auto wanted = wantedAttempts(filter);
        VERIFY_OK(wanted);
        ReportOptions options;
        options.wanted = *wanted;
        const auto report = summarise(*m_file, options);
        VERIFY_OK(report);
        const RunSummary ours = select({filter, {}, {}, {}, false}).summary;
        QCOMPARE(ours.agents.size(), report->agents.size());
        for (size_t i = 0; i < ours.agents.size(); ++i) {
            const GroupSummary &a = ours.agents[i].total;
            const GroupSummary &b = report->agents[i].total;
            QCOMPARE(a.name, b.name);
            QCOMPARE(a.counts, b.counts);
            QCOMPARE(a.scenarios, b.scenarios);
            QCOMPARE(a.rates.size(), b.rates.size());
            for (size_t k = 0; k < a.rates.size(); ++k) {
                QCOMPARE(a.rates[k].k, b.rates[k].k);
                QCOMPARE(a.rates[k].passAtK.value, b.rates[k].passAtK.value);
                QVERIFY(a.rates[k].passAtK.interval == b.rates[k].passAtK.interval);
            }
            QCOMPARE(a.medianUs, b.medianUs);
        }
        QCOMPARE(ours.scenarios.size(), report->scenarios.size());
        for (size_t i = 0; i < ours.scenarios.size(); ++i)
            QVERIFY(ours.scenarios[i].cells == report->scenarios[i].cells);
    }
}

void TstAttemptSelection::groups()
{
    const AttemptSelection byTag = select({{}, Grouping::Tag, {}, {}, false});
    QStringList names;
    int attempts = 0;
    for (const AttemptGroup &group : byTag.groups) {
        names.append(group.name);
        attempts += group.attempts;
    }
    QCOMPARE(names, (QStringList{u"lists"_s, u"short"_s, u"text"_s, u"zig"_s}));
    QCOMPARE(size_t(attempts), 2 * m_table.size()); // each has two tags
    QCOMPARE(byTag.rows.size(), m_table.size());

    const AttemptSelection zig = select({{}, Grouping::Tag, u"zig"_s, {}, false});
    QCOMPARE(scenarios(zig), (QStringList{u"zig/ring"_s, u"zig/ring"_s}));
    QCOMPARE(zig.groups.size(), 4);
    QCOMPARE(zig.summary.attempts(), 2);

    const AttemptSelection byOutcome = select({{}, Grouping::Outcome, {}, {}, false});
    names.clear();
    for (const AttemptGroup &group : byOutcome.groups)
        names.append(group.name);
    QCOMPARE(names,
             (QStringList{u"passed"_s, u"failed"_s, u"left out"_s, u"error"_s, u"unsupported"_s}));

    // one agent: as the report has it
    const AttemptSelection byLanguage =
        select({u"agent:chat*"_s, Grouping::Language, {}, {}, false});
    ReportOptions options;
    options.wanted = *wantedAttempts(u"agent:chat*"_s);
    const auto report = summarise(*m_file, options);
    VERIFY_OK(report);
    for (const GroupSummary &group : report->agents.front().groups.value(Dimension::Language)) {
        const auto found = std::ranges::find(byLanguage.groups, group.name, &AttemptGroup::name);
        QVERIFY(found != byLanguage.groups.end());
        QCOMPARE(found->counts, group.counts);
        if (group.passAt1().denominator > 0)
            QVERIFY(found->rate == group.passAt1());
    }
}

void TstAttemptSelection::remembersWhatItRead()
{
    AttemptSelector selector;
    WorkProgress progress;
    VERIFY_OK(selector.select(*m_file, m_table, {u"smallest"_s, {}, {}, {}, false}, progress));
    QVERIFY(progress.total > 0);
    QCOMPARE(progress.done.load(), progress.total.load());
    VERIFY_OK(selector.select(
        *m_file, m_table, {u"smallest"_s, Grouping::Kind, {}, AttemptField::Time, true}, progress));
    QCOMPARE(progress.total.load(), 0);
}

void TstAttemptSelection::saysWhereAFilterIsWrong()
{
    WorkProgress progress;
    const auto answer = m_selector.select(
        *m_file, m_table, {u"kind:generate speed:1"_s, {}, {}, {}, false}, progress);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::BadInput);
    QVERIFY(answer.error().message.contains(u"at character 15"_s));
}

void TstAttemptSelection::stopsWhenCancelled()
{
    WorkProgress progress;
    progress.cancelled = true;
    const auto answer = AttemptSelector().select(*m_file, m_table, {}, progress);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TstAttemptSelection)
#include "tst_attemptselection.moc"
