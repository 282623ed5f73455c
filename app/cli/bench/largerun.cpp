#include "app/cli/bench/runtiming.h"

#include "core/report/attemptselection.h"

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr int perTransaction = 2'000;
constexpr int agents = 4;
constexpr int samples = 25;
constexpr int firstRows = 500;

/// Numbers that look drawn, the same every time.
quint32 drawn(quint32 number)
{
    number = (number ^ (number >> 16)) * 0x45d9f3bU; // Mueller's integer hash
    number = (number ^ (number >> 16)) * 0x45d9f3bU;
    return number ^ (number >> 16);
}

FinishedAttempt attemptOf(int number)
{
    static const std::array kinds{u"generate"_s, u"doc"_s, u"test"_s, u"fix"_s, u"workspace"_s};
    static const std::array languages{u"python"_s, u"javascript"_s, u"java"_s, u"cpp"_s,
                                      u"csharp"_s};
    static const std::array levels{u"easy"_s, u"medium"_s, u"hard"_s};
    const int scenario = number / (agents * samples);
    const quint32 luck = drawn(quint32(number));
    FinishedAttempt attempt;
    AttemptRecord &record = attempt.record;
    record.id = newId();
    record.pack = u"bench"_s;
    record.scenario = u"area-%1/task-%2"_s.arg(scenario % 17).arg(scenario);
    const QByteArray resolved = dumpJson({{"title", record.scenario}, {"turns", Json::array()}});
    record.scenarioDigest = Digest::of(resolved);
    attempt.blobs.emplace(record.scenarioDigest, resolved);
    record.kind = kinds[size_t(scenario) % kinds.size()];
    record.language = languages[size_t(scenario / 5) % languages.size()];
    record.difficulty = levels[size_t(scenario) % levels.size()];
    record.tags = {u"area-%1"_s.arg(scenario % 17), u"bench"_s};
    record.agent = u"chat:model-%1"_s.arg(number / samples % agents);
    record.model = record.agent.sliced(5) + u"-2026-01"_s;
    record.sample = number % samples;
    const bool passed = luck % 100 < quint32(30 + 10 * (number / samples % agents));
    record.outcome = luck % 997 == 0 ? Outcome::Error : passed ? Outcome::Passed : Outcome::Failed;
    record.score = passed ? 1.0 : double(luck % 80) / 100;
    if (!passed)
        record.reason = u"check 'tests' failed: %1 of 40 tests failed"_s.arg(luck % 40 + 1);
    record.startedMs = 1'790'000'000'000 + number * 40LL;
    record.durationUs = 200'000 + luck % 20'000'000;
    record.agentUs = record.durationUs * 3 / 4;
    record.checkUs = record.durationUs / 4;
    record.inputTokens = 500 + luck % 20'000;
    record.outputTokens = 50 + luck % 3'000;
    record.cost = double(record.inputTokens) * 3e-6;
    Verdict tests = passed ? Verdict::passed() : Verdict::failed(record.reason, record.score);
    tests.check = tests.type = u"tests"_s;
    attempt.verdicts = {tests};
    Event said;
    said.id = 1;
    said.type = EventType::Message;
    said.actor = u"agent"_s;
    said.data = {{"role", "assistant"}, {"text", u"I changed %1 lines"_s.arg(luck % 300)}};
    attempt.events = {said};
    return attempt;
}

/// Seconds and what came of it.
struct Looked {
    double first = 0;
    double all = 0;
    double selected = 0;
    double sorted = 0;
    size_t shown = 0;
};

Result<Looked> lookAt(const QString &path)
{
    Looked looked;
    QElapsedTimer timer;
    timer.start();
    const auto seconds = [&] { return double(timer.nsecsElapsed()) / 1e9; };
    const auto file = RunFile::open(path, RunFile::Mode::Read);
    if (!file)
        return std::unexpected(file.error());
    AttemptTableBuilder builder;
    const auto read = (*file)->attempts({}, [&](const AttemptRecord &record) {
        builder.add(record);
        if (builder.size() == firstRows)
            looked.first = seconds();
        return true;
    });
    if (!read)
        return std::unexpected(read.error());
    looked.all = seconds();
    const AttemptTable table = builder.table();
    AttemptSelector selector;
    WorkProgress progress;
    timer.restart();
    auto selection = selector.select(
        **file, table, {u"outcome:failed language:python"_s, Grouping::Kind, {}, {}, false},
        progress);
    if (!selection)
        return std::unexpected(selection.error());
    looked.selected = seconds();
    looked.shown = selection->rows.size();
    std::vector<quint32> rows(table.size());
    for (size_t n = 0; n < rows.size(); ++n)
        rows[n] = quint32(n);
    timer.restart();
    sortRows(table, rows, AttemptField::Scenario, true);
    looked.sorted = seconds();
    return looked;
}

} // namespace

Result<void> writeLargeRun(const QString &path, int attempts)
{
    RunManifest manifest;
    manifest.runId = newId();
    manifest.createdMs = QDateTime::currentMSecsSinceEpoch();
    manifest.touchstone = u"bench"_s;
    manifest.plan = {{"attempts", attempts}};
    manifest.planDigest = Digest::of("bench");
    auto file = RunFile::create(path, manifest);
    if (!file)
        return std::unexpected(file.error());
    std::vector<FinishedAttempt> batch;
    for (int number = 0; number < attempts; ++number) {
        batch.push_back(attemptOf(number));
        if (int(batch.size()) < perTransaction && number + 1 < attempts)
            continue;
        if (auto appended = (*file)->append(batch); !appended)
            return appended;
        batch.clear();
    }
    return (*file)->publish();
}

int benchDesktop(const DesktopBench &bench)
{
    const QTemporaryDir folder;
    const QString path = bench.keep.isEmpty() ? folder.filePath(u"large.touchstone"_s) : bench.keep;
    if (auto written = writeLargeRun(path, bench.attempts); !written)
        return report(written.error());
    constexpr double mebibyte = 1 << 20;
    const double before = double(Counter::peakMemory()) / mebibyte;
    const auto looked = lookAt(path);
    if (!looked)
        return report(looked.error());
    const double peak = double(Counter::peakMemory()) / mebibyte;
    tell(bench.json,
         u"%1 attempts              first %2 rows in %3 s, all in %4 s; filtered, grouped and "
         "summarised in %5 s (%6 left); ordered by name in %7 s; peak memory %8 MiB (%9 MiB after "
         "writing them)"_s.arg(bench.attempts)
             .arg(firstRows)
             .arg(looked->first, 0, 'f', 3)
             .arg(looked->all, 0, 'f', 2)
             .arg(looked->selected, 0, 'f', 2)
             .arg(looked->shown)
             .arg(looked->sorted, 0, 'f', 3)
             .arg(peak, 0, 'f', 1)
             .arg(before, 0, 'f', 1),
         {{"what", "desktop's table"},
          {"attempts", bench.attempts},
          {"first_rows_s", looked->first},
          {"all_rows_s", looked->all},
          {"selected_s", looked->selected},
          {"sorted_s", looked->sorted},
          {"peak_mib", peak}});
    return Done;
}

} // namespace touchstone::cli
