#include "app/cli/bench/runtiming.h"
#include "core/run/replay.h"

#include <QtCore/QTemporaryDir>

#include <chrono>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

void tellTimes(const ToolTimes &times, bool json)
{
    for (const ToolTimes::Entry &entry : times.entries()) {
        const double wall = double(entry.wall.count()) / 1e6;
        const double cpu = double(entry.cpu.count()) / 1e6;
        tell(json,
             u"  %1 %2 %3 %4 calls %5 s %6 s of CPU %7 ms each"_s
                 .arg(entry.language.leftJustified(11), entry.tool.leftJustified(14),
                      entry.action.leftJustified(22))
                 .arg(entry.calls, 5)
                 .arg(wall, 7, 'f', 1)
                 .arg(cpu, 7, 'f', 1)
                 .arg(1000 * wall / double(entry.calls), 6, 'f', 0),
             {{"what", "tool"},
              {"language", entry.language},
              {"tool", entry.tool},
              {"action", entry.action},
              {"calls", entry.calls},
              {"seconds", wall},
              {"cpu_seconds", cpu}});
    }
}

/// A further scoring pass over the run, by a host that knows nothing but what stands in the cache.
Result<double> timeScoring(const QString &run, const QString &cache, int jobs)
{
    const auto start = std::chrono::steady_clock::now();
    auto host = EngineHost::make(Confine::Warm, cache);
    if (!host)
        return std::unexpected(std::move(host.error()));
    (*host)->engine().verdicts = VerdictMemory::Reuse;
    auto file = openToWrite(run.toStdString());
    if (!file)
        return std::unexpected(std::move(file.error()));
    RescoreOptions options;
    options.jobs = jobs;
    const auto done = rescore((*host)->engine(), **file, options, [](qint64) { }, {});
    if (!done)
        return std::unexpected(done.error());
    if (auto published = (*file)->publish(); !published)
        return std::unexpected(std::move(published.error()));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int benchTools(const ToolsBench &bench)
{
    const QTemporaryDir folder;
    const QString cache = folder.filePath(u"results.sqlite"_s);
    const QString run = folder.filePath(u"bench.touchstone"_s);
    ToolTimes times;
    Counter counter;
    RunSpec spec;
    spec.packs = bench.packs;
    spec.agents = {u"reference"_s};
    {
        auto host = EngineHost::make(Confine::Warm, cache);
        if (!host)
            return report(host.error());
        (*host)->engine().verdicts = VerdictMemory::Keep;
        (*host)->engine().times = &times;
        const auto timed = timeRun(**host, spec, bench.jobs, counter, run);
        if (!timed)
            return report(timed.error());
        tell(bench.json,
             u"references, cold cache: %1 s for %2 attempts, %3 passed, %4 at one time"_s
                 .arg(timed->seconds, 0, 'f', 1)
                 .arg(timed->count)
                 .arg(timed->passed)
                 .arg(bench.jobs),
             {{"what", "references"},
              {"seconds", timed->seconds},
              {"attempts", timed->count},
              {"passed", timed->passed},
              {"jobs", bench.jobs}});
    }
    tellTimes(times, bench.json);
    const auto again = timeScoring(run, cache, bench.jobs);
    if (!again)
        return report(again.error());
    tell(bench.json, u"scored again, from the cache: %1 s"_s.arg(*again, 0, 'f', 1),
         {{"what", "scored again"}, {"seconds", *again}});
    return counter.passed == counter.count ? Done : Below;
}

} // namespace touchstone::cli
