#include "app/cli/enginehost.h"
#include "core/base/paths.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>

#include <chrono>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

struct BenchFlags {
    std::string pack;
    std::string samples;
    std::string peer;
    std::string problems;
    int jobs = defaultJobs();
    int attempts = 100'000;
    bool strict = false;
    bool json = false;
};

/// How one run through the whole harness went.
struct Timing {
    qint64 attempts = 0;
    qint64 passed = 0;
    double seconds = 0;
    [[nodiscard]] double rate() const { return seconds > 0 ? double(attempts) / seconds : 0; }
};

/// Only counts.
class Counter : public RunObserver {
public:
    void finished(const std::vector<FinishedAttempt> &attempts) override
    {
        count += qint64(attempts.size());
        for (const FinishedAttempt &attempt : attempts)
            passed += attempt.record.outcome == Outcome::Passed;
        if (half == 0 && count * 10 >= total)
            half = peakMemory();
    }
    void note(const QString &message) override { complain(message); }
    /// Largest resident size of this process so far, bytes.
    static qint64 peakMemory()
    {
        QFile status(u"/proc/self/status"_s);
        static const QRegularExpression line(u"VmHWM:\\s+(\\d+) kB"_s);
        return status.open(QIODevice::ReadOnly)
            ? line.match(QString::fromLatin1(status.readAll())).captured(1).toLongLong() * 1024
            : 0;
    }

    qint64 total = 0;
    qint64 count = 0;
    qint64 passed = 0;
    qint64 half = 0; ///< peak memory when a tenth was done
};

Result<Timing> timeRun(EngineHost &host, const RunSpec &spec, int jobs, Counter &counter)
{
    const QTemporaryDir folder;
    const auto plan = RunPlan::make(spec, Registry::standard());
    if (!plan)
        return std::unexpected(plan.error());
    RunManifest manifest;
    manifest.runId = newId();
    auto file = RunFile::create(folder.filePath(u"bench.touchstone"_s), manifest);
    if (!file)
        return std::unexpected(std::move(file.error()));
    counter.total = qint64(plan->items().size());
    const auto start = std::chrono::steady_clock::now();
    const auto done = touchstone::runPlan(*plan, host.engine(), **file, {jobs}, {}, counter);
    if (!done)
        return std::unexpected(done.error());
    if (auto published = (*file)->publish(); !published)
        return std::unexpected(std::move(published.error()));
    return Timing{done->finished, counter.passed,
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
}

/// The benchmark's own evaluator on the same samples with as many workers.
Result<Timing> timePeer(const BenchFlags &flags)
{
    const auto script = resource(u"bench/peer_humaneval.py"_s);
    if (!script)
        return std::unexpected(script.error());
    QProcess process;
    process.start(u"python3"_s,
                  {*script, QString::fromStdString(flags.peer),
                   QString::fromStdString(flags.problems), QString::fromStdString(flags.samples),
                   QString::number(flags.jobs), u"3.0"_s});
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        return fail(ErrorCode::ToolFailed,
                    u"the peer's evaluator failed: %1"_s.arg(
                        QString::fromUtf8(process.readAllStandardError()).right(500)));
    const auto json = parseJson(process.readAllStandardOutput(), {u"the peer's answer"_s, {}, 0});
    if (!json)
        return std::unexpected(json.error());
    return Timing{integerOr(*json, "samples", 0), integerOr(*json, "passed", 0),
                  numberOr(*json, "seconds", 0)};
}

void tell(const BenchFlags &flags, const QString &what, const Timing &timing, double ratio)
{
    if (flags.json)
        printEvent(u"bench"_s,
                   {{"what", what},
                    {"attempts", timing.attempts},
                    {"passed", timing.passed},
                    {"seconds", timing.seconds},
                    {"per_second", timing.rate()},
                    {"ratio", ratio}});
    else
        print(u"%1  %2 samples (%3 passed) in %4 s, %5/s%6"_s.arg(what.leftJustified(28))
                  .arg(timing.attempts)
                  .arg(timing.passed)
                  .arg(timing.seconds, 0, 'f', 2)
                  .arg(timing.rate(), 0, 'f', 1)
                  .arg(ratio > 0 ? u", %1 times the peer"_s.arg(ratio, 0, 'f', 2) : QString()));
}

int benchSamples(const BenchFlags &flags)
{
    RunSpec spec;
    spec.packs = {QString::fromStdString(flags.pack)};
    spec.agents = {u"samples:"_s + QString::fromStdString(flags.samples)};
    std::optional<Timing> peer;
    if (!flags.peer.empty()) {
        const auto timed = timePeer(flags);
        if (!timed)
            return report(timed.error());
        peer = *timed;
        tell(flags, u"peer, unconfined"_s, *peer, 0);
    }
    for (const Confine confine : {Confine::Warm, Confine::Strict}) {
        if (confine == Confine::Strict && !flags.strict)
            continue;
        auto host = EngineHost::make(confine);
        if (!host)
            return report(host.error());
        Counter counter;
        const auto timed = timeRun(**host, spec, flags.jobs, counter);
        if (!timed)
            return report(timed.error());
        tell(flags,
             confine == Confine::Warm ? u"touchstone, warm, confined"_s
                                      : u"touchstone, strict, confined"_s,
             *timed, peer ? timed->rate() / peer->rate() : 0);
    }
    return Done;
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        throw std::runtime_error(qPrintable(u"can't write "_s + path));
}

/// Many attempts that need no sandbox: what the harness itself takes.
int benchMemory(const BenchFlags &flags)
{
    const QTemporaryDir folder;
    QByteArray items;
    QByteArray answers;
    for (int i = 0; i < flags.attempts; ++i) {
        const QByteArray id = QByteArray::number(i);
        items += "{\"id\": \"t" + id + "\"}\n";
        answers += "{\"scenario\": \"t" + id + "\", \"answer\": \"" + id + "\"}\n";
    }
    write(folder.filePath(u"items.jsonl"_s), items);
    write(folder.filePath(u"answers.jsonl"_s), answers);
    write(folder.filePath(u"pack.json"_s),
          R"({"format": 1, "name": "bench", "title": "Many small scenarios", "table": "items.jsonl",
        "template": {"format": 1, "id": "{{id}}", "kind": "generate", "title": "{{id}}", "instruction": "Write a number",
                     "target": {"file": "answer.txt"}, "answer": {"form": "file"}, "workspace": {"files": {"answer.txt": ""}},
                     "checks": [{"id": "there", "type": "files", "exist": ["answer.txt"]}]}})");
    items.clear();
    items.squeeze();
    answers.clear();
    answers.squeeze();
    auto host = EngineHost::make(Confine::Strict);
    if (!host)
        return report(host.error());
    RunSpec spec;
    spec.packs = {folder.path()};
    spec.agents = {u"samples:"_s + folder.filePath(u"answers.jsonl"_s)};
    Counter counter;
    const auto timed = timeRun(**host, spec, flags.jobs, counter);
    if (!timed)
        return report(timed.error());
    const double peak = double(Counter::peakMemory()) / (1 << 20);
    const double early = double(counter.half) / (1 << 20);
    if (flags.json)
        printEvent(u"bench"_s,
                   {{"what", "harness alone"},
                    {"attempts", timed->attempts},
                    {"per_second", timed->rate()},
                    {"peak_mib", peak},
                    {"peak_mib_at_a_tenth", early}});
    else
        print(
            u"harness alone: %1 attempts at %2/s; peak memory %3 MiB after a tenth of them, %4 MiB after all (%5 times)"_s
                .arg(timed->attempts)
                .arg(timed->rate(), 0, 'f', 0)
                .arg(early, 0, 'f', 1)
                .arg(peak, 0, 'f', 1)
                .arg(peak / early, 0, 'f', 2));
    return Done;
}

} // namespace

void addBenchCommand(CLI::App &app, Run &run)
{
    auto flags = std::make_shared<BenchFlags>();
    CLI::App *command =
        app.add_subcommand("bench", "Measure this machine: figures, as ratios within one run");
    command->require_subcommand(1);

    CLI::App *samples =
        command->add_subcommand("samples",
                                "Recorded answers per second, against the benchmark's own "
                                "evaluator if there is a checkout of it");
    samples->add_option("pack", flags->pack, "The benchmark's imported pack")
        ->required()
        ->type_name("PACK");
    samples->add_option("answers", flags->samples, "The samples file")
        ->required()
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    auto *peer = samples
                     ->add_option("--peer", flags->peer,
                                  "A checkout of openai/human-eval (it runs UNCONFINED)")
                     ->check(CLI::ExistingDirectory)
                     ->type_name("FOLDER");
    samples->add_option("--problems", flags->problems, "With --peer: its problems file")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    peer->needs("--problems");
    samples->add_option("-j,--jobs", flags->jobs, "Attempts (and the peer's workers) at one time")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    samples->add_flag("--strict", flags->strict, "Measure the strict form too");
    samples->add_flag("--json", flags->json, "One JSON event a line");
    samples->callback([flags, &run] { run = [flags] { return benchSamples(*flags); }; });

    CLI::App *memory =
        command->add_subcommand("memory", "The harness's own speed and memory over many attempts");
    memory->add_option("-n,--attempts", flags->attempts, "How many")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    memory->add_option("-j,--jobs", flags->jobs, "Attempts at one time")
        ->check(CLI::PositiveNumber);
    memory->add_flag("--json", flags->json, "One JSON event a line");
    memory->callback([flags, &run] { run = [flags] { return benchMemory(*flags); }; });
}

} // namespace touchstone::cli
