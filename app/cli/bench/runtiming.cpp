#include "app/cli/bench/runtiming.h"

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>

#include <chrono>

using namespace Qt::StringLiterals;

namespace touchstone::cli {

void Counter::finished(const std::vector<FinishedAttempt> &attempts)
{
    count += qint64(attempts.size());
    for (const FinishedAttempt &attempt : attempts)
        passed += attempt.record.outcome == Outcome::Passed;
    if (early == 0 && count * 10 >= total)
        early = peakMemory();
}

qint64 Counter::peakMemory()
{
    QFile status(u"/proc/self/status"_s);
    static const QRegularExpression line(u"VmHWM:\\s+(\\d+) kB"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    return line.match(QString::fromLatin1(status.readAll())).captured(1).toLongLong() * 1024;
}

Result<Timing> timeRun(EngineHost &host, const RunSpec &spec, int jobs, Counter &counter,
                       const QString &path)
{
    const QTemporaryDir folder;
    const auto plan = RunPlan::make(spec, Registry::standard());
    if (!plan)
        return std::unexpected(plan.error());
    RunManifest manifest;
    manifest.runId = newId();
    auto file =
        RunFile::create(path.isEmpty() ? folder.filePath(u"bench.touchstone"_s) : path, manifest);
    if (!file)
        return std::unexpected(std::move(file.error()));
    counter.total = qint64(plan->items().size());
    const auto start = std::chrono::steady_clock::now();
    const auto done = touchstone::runPlan(*plan, host.engine(), **file, {jobs}, {}, counter);
    if (!done)
        return std::unexpected(done.error());
    if (auto published = (*file)->publish(); !published)
        return std::unexpected(std::move(published.error()));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    return Timing{done->finished, counter.passed, took.count()};
}

} // namespace touchstone::cli
