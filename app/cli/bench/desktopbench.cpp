#include "app/cli/bench/bench.h"
#include "app/cli/bench/desktopstart.h"
#include "app/cli/bench/largerun.h"

#include "core/report/attemptselection.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr int firstRows = 500;

/// Seconds that reading the run itself takes, without a window.
struct Looked {
    double first = 0;
    double all = 0;
    double selected = 0;
    double byCheck = 0; ///< what has to read verdicts
    double byWords = 0; ///< … and scenarios
    double sorted = 0;
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
    for (const auto &[filter, grouping, took] :
         {std::tuple(u"outcome:failed language:python"_s, Grouping::Kind, &Looked::selected),
          std::tuple(u"check:tests"_s, Grouping::None, &Looked::byCheck),
          std::tuple(u"\"7 of 40\""_s, Grouping::None, &Looked::byWords)}) {
        timer.restart();
        const auto selection =
            selector.select(**file, table, {filter, grouping, {}, {}, false}, progress);
        if (!selection)
            return std::unexpected(selection.error());
        looked.*took = seconds();
    }
    std::vector<quint32> rows(table.size());
    for (size_t n = 0; n < rows.size(); ++n)
        rows[n] = quint32(n);
    timer.restart();
    sortRows(table, rows, AttemptField::Scenario, true);
    looked.sorted = seconds();
    return looked;
}

void tellLooked(const DesktopBench &bench, const Looked &looked)
{
    tell(bench.json,
         u"reading alone             first %1 rows in %2 s, all %3 in %4 s; filtered, grouped and "
         "summarised in %5 s; by check in %6 s, by words in %7 s; ordered by name in %8 s"_s
             .arg(firstRows)
             .arg(looked.first, 0, 'f', 3)
             .arg(bench.attempts)
             .arg(looked.all, 0, 'f', 2)
             .arg(looked.selected, 0, 'f', 2)
             .arg(looked.byCheck, 0, 'f', 2)
             .arg(looked.byWords, 0, 'f', 2)
             .arg(looked.sorted, 0, 'f', 3),
         {{"what", "reading alone"},
          {"attempts", bench.attempts},
          {"first_rows_s", looked.first},
          {"all_rows_s", looked.all},
          {"selected_s", looked.selected},
          {"by_check_s", looked.byCheck},
          {"by_words_s", looked.byWords},
          {"sorted_s", looked.sorted}});
}

/// The median of several starts, after one that warms up what the system caches.
Result<double> usableTime(int starts)
{
    std::vector<double> times;
    for (int i = 0; i <= starts; ++i) {
        const auto started = startDesktop({});
        if (!started)
            return std::unexpected(started.error());
        if (i > 0)
            times.push_back(started->usable);
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
}

/// One page opened by a process of its own.
Result<void> tellPage(bool json, const QString &what, const QString &page)
{
    const auto times = startDesktop(page);
    if (!times)
        return std::unexpected(times.error());
    QString line = u"%1 shows after %2 ms, complete after %3 ms; "_s.arg(what, -25)
                       .arg(times->ready, 0, 'f', 0)
                       .arg(times->complete, 0, 'f', 0);
    Json members{{"what", what},
                 {"ready_ms", times->ready},
                 {"complete_ms", times->complete},
                 {"peak_mib", times->peakMebibytes}};
    if (times->scroll) {
        line += u"a step of scrolling takes at most %1 ms, %2 at the median of %3; "_s
                    .arg(times->scroll->longest, 0, 'f', 1)
                    .arg(times->scroll->median, 0, 'f', 1)
                    .arg(times->scroll->steps);
        members["scroll_longest_ms"] = times->scroll->longest;
        members["scroll_median_ms"] = times->scroll->median;
    }
    line += u"peak memory %1 MiB; calls over 50 ms: %2"_s.arg(times->peakMebibytes, 0, 'f', 0)
                .arg(times->slow.empty() ? u"none"_s : QString::number(times->slow.size()));
    members["slow"] = Json::array();
    for (const DesktopTimes::Slow &slow : times->slow) {
        line +=
            u"\n    %1 ms at most, %2 times: %3"_s.arg(slow.longest).arg(slow.times).arg(slow.what);
        members["slow"].push_back(
            {{"what", slow.what}, {"times", slow.times}, {"longest_ms", slow.longest}});
    }
    tell(json, line, std::move(members));
    return {};
}

} // namespace

int benchDesktop(const DesktopBench &bench)
{
    const QTemporaryDir folder;
    const QString path = bench.keep.isEmpty() ? folder.filePath(u"large.touchstone"_s) : bench.keep;
    const QString longPath = folder.filePath(u"long.touchstone"_s);
    for (const auto &written :
         {writeLargeRun(path, bench.attempts), writeLongAttempt(longPath, bench.events)})
        if (!written)
            return report(written.error());
    const auto looked = lookAt(path);
    if (!looked)
        return report(looked.error());
    tellLooked(bench, *looked);
    const auto usable = usableTime(bench.starts);
    if (!usable)
        return report(usable.error());
    tell(bench.json,
         u"start                     window usable after %1 ms, the median of %2"_s
             .arg(*usable, 0, 'f', 0)
             .arg(bench.starts),
         {{"what", "start"}, {"usable_ms", *usable}, {"starts", bench.starts}});
    const std::pair<QString, QString> pages[] = {
        {u"run of %1 attempts"_s.arg(bench.attempts), path},
        {u"attempt of %1 events"_s.arg(bench.events), longPath + u"#attempt="_s + longAttempt},
        {u"chart of %1 attempts"_s.arg(bench.attempts), u"touchstone:chart#runs="_s + path}};
    for (const auto &[what, page] : pages)
        if (auto told = tellPage(bench.json, what, page); !told)
            return report(told.error());
    return Done;
}

} // namespace touchstone::cli
