#include "app/cli/enginehost.h"
#include "app/cli/helptext.h"
#include "core/base/text.h"
#include "core/run/replay.h"
#include "core/scenario/pack.h"

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

struct ScoreFlags {
    std::string file;
    std::string filter;
    std::vector<std::string> packs;
    std::string attempt;
    int jobs = defaultJobs();
    bool json = false;
    ConfineFlags confine;
};

/// Scenarios as the named packs have them now, in place of the recorded ones.
Result<std::vector<std::unique_ptr<Pack>>> openPacks(const std::vector<std::string> &paths)
{
    std::vector<std::unique_ptr<Pack>> packs;
    for (const std::string &path : paths) {
        auto pack = Pack::open(QString::fromStdString(path));
        if (!pack)
            return std::unexpected(std::move(pack.error()));
        packs.push_back(std::move(*pack));
    }
    return packs;
}

/// An attempt's scenario as one of the packs has it, with the limits of the run; nothing: none has.
std::optional<Result<Scenario>> currentScenario(const std::vector<std::unique_ptr<Pack>> &packs,
                                                const AttemptRecord &record, const Json &limits,
                                                BlobStore &blobs)
{
    for (const auto &pack : packs) {
        if (pack->name() != record.pack)
            continue;
        const auto index = pack->indexOf(record.scenario);
        if (!index)
            continue;
        auto scenario = pack->scenario(*index, blobs);
        if (scenario)
            if (auto done = overrideLimits(*scenario, limits); !done)
                return std::unexpected(done.error());
        return scenario;
    }
    return std::nullopt;
}

/// What a scoring pass says of itself.
Result<Json> noteOf(const ScoreFlags &flags, const std::vector<std::unique_ptr<Pack>> &packs,
                    EngineHost &host)
{
    Json judgedBy = Json::array(); // empty: the recorded scenarios
    for (const auto &pack : packs) {
        const auto digest = digestOfPack(pack->path());
        if (!digest)
            return std::unexpected(digest.error());
        judgedBy.push_back({{"name", pack->name()}, {"digest", digest->hex()}});
    }
    return Json{{"filter", flags.filter}, {"packs", judgedBy}, {"environment", host.environment()}};
}

int runScore(const ScoreFlags &flags)
{
    const Interrupts interrupts;
    auto wanted = wantedAttempts(QString::fromStdString(flags.filter));
    if (!wanted)
        return report(wanted.error());
    auto host = EngineHost::make(flags.confine.chosen(), flags.confine.cache());
    if (!host)
        return report(host.error());
    (*host)->engine().verdicts = flags.confine.forget ? VerdictMemory::None : VerdictMemory::Reuse;
    const auto packs = openPacks(flags.packs);
    if (!packs)
        return report(packs.error());
    auto file = openToWrite(flags.file);
    if (!file)
        return report(file.error());

    RescoreOptions options;
    options.jobs = flags.jobs;
    const auto note = noteOf(flags, *packs, **host);
    if (!note)
        return report(note.error());
    options.note = *note;
    options.wanted = std::move(*wanted);
    const auto manifest = (*file)->manifest();
    if (!manifest)
        return report(manifest.error());
    const Json limits = memberOr(memberOr(manifest->plan, "spec"), "limits");
    options.scenario = [&](const AttemptRecord &record, BlobStore &blobs) {
        return currentScenario(*packs, record, limits, blobs);
    };
    const auto progress = [](qint64 done) {
        if (done % 500 == 0)
            complain(u"%1 judged again"_s.arg(done));
    };
    const auto done =
        rescore((*host)->engine(), **file, options, progress, interrupts.signals().afterCurrent);
    if (!done)
        return report(done.error());
    if (auto published = (*file)->publish(); !published)
        return report(published.error());
    if (flags.json)
        printEvent(u"scored"_s,
                   {{"pass", done->pass},
                    {"attempts", done->attempts},
                    {"changed", done->changed},
                    {"errors", done->errors}});
    else
        print(u"scoring pass %1: %2 attempts judged again, %3 outcomes changed, %4 in error"_s
                  .arg(done->pass)
                  .arg(done->attempts)
                  .arg(done->changed)
                  .arg(done->errors));
    if (done->interrupted)
        return Interrupted;
    return done->errors > 0 ? HarnessErrors : Done;
}

void printReplay(const ReplayOutcome &outcome, const ScoreFlags &flags)
{
    QStringList lines;
    for (const Divergence &divergence : outcome.divergences)
        lines.append(u"event %1: %2"_s.arg(divergence.event).arg(divergence.what));
    if (!outcome.sameEndState)
        lines.append(u"the final workspace differs"_s);
    lines += outcome.verdictChanges;
    if (flags.json) {
        printEvent(u"replay"_s,
                   {{"attempt", outcome.recorded.id},
                    {"scenario", outcome.recorded.scenario},
                    {"agent", outcome.recorded.agent},
                    {"sample", outcome.recorded.sample},
                    {"outcome", outcomeName(outcome.replayed.outcome)},
                    {"recorded", outcomeName(outcome.recorded.outcome)},
                    {"divergences", lines}});
        return;
    }
    if (lines.isEmpty())
        return;
    print(
        u"%1 (%2, sample %3), attempt %4:"_s.arg(outcome.recorded.scenario, outcome.recorded.agent)
            .arg(outcome.recorded.sample)
            .arg(outcome.recorded.id));
    for (const QString &line : lines)
        print(u"    %1"_s.arg(visibleText(line)));
}

/// By id: records of many attempts need not be kept.
Result<QStringList> attemptsToReplay(const RunFile &file, const WantedAttempt &wanted,
                                     const std::string &one)
{
    if (!one.empty()) {
        const auto record = file.attempt(QString::fromStdString(one));
        if (!record)
            return std::unexpected(record.error());
        return QStringList{record->id};
    }
    QStringList ids;
    Result<bool> isWanted = true;
    auto listed = file.attempts({}, [&](const AttemptRecord &record) {
        if (record.endManifest.isNull())
            return true; // it never got as far as a workspace
        if (wanted)
            isWanted = wanted(file, record);
        if (isWanted && *isWanted)
            ids.append(record.id);
        return isWanted.has_value();
    });
    if (!listed || !isWanted)
        return std::unexpected(isWanted ? listed.error() : isWanted.error());
    return ids;
}

int runReplay(const ScoreFlags &flags)
{
    const Interrupts interrupts;
    auto wanted = wantedAttempts(QString::fromStdString(flags.filter));
    if (!wanted)
        return report(wanted.error());
    auto host = EngineHost::make(flags.confine.chosen(), flags.confine.cache());
    if (!host)
        return report(host.error());
    const auto file = openToRead(flags.file);
    if (!file)
        return report(file.error());
    const auto ids = attemptsToReplay(**file, *wanted, flags.attempt);
    if (!ids)
        return report(ids.error());
    qint64 diverged = 0;
    qint64 errors = 0;
    for (const QString &id : *ids) {
        const auto record = (*file)->attempt(id);
        if (!record)
            return report(record.error());
        const auto outcome =
            replayAttempt((*host)->engine(), **file, *record, interrupts.signals().afterCurrent);
        if (!outcome)
            return report(outcome.error());
        diverged += !outcome->divergences.empty() || !outcome->sameEndState
            || !outcome->verdictChanges.isEmpty();
        errors += outcome->replayed.outcome == Outcome::Error;
        printReplay(*outcome, flags);
    }
    if (!flags.json)
        print(u"%1 attempts replayed, %2 diverged, %3 in error"_s.arg(ids->size())
                  .arg(diverged)
                  .arg(errors));
    if (errors > 0)
        return HarnessErrors;
    return diverged > 0 ? Below : Done;
}

} // namespace

void addScoreCommands(CLI::App &app, Run &run)
{
    auto score = std::make_shared<ScoreFlags>();
    CLI::App *scoreCommand = app.add_subcommand("score",
                                                "Judge a run's recorded end states again: a "
                                                "further scoring pass, the agents are not asked");
    scoreCommand->add_option("file", score->file, "The run file")->required()->type_name("RUN");
    scoreCommand
        ->add_option("--pack", score->packs,
                     "Judge by this pack's scenarios as they are now, instead of the recorded ones")
        ->type_name("PACK");
    addFilterFlag(*scoreCommand, score->filter, FilterOf::Attempts);
    scoreCommand->add_option("-j,--jobs", score->jobs, "Attempts at one time")
        ->type_name("N")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    scoreCommand->add_flag("--json", score->json, "JSON events");
    score->confine.addTo(*scoreCommand);
    addExitCodes(*scoreCommand, {}, "done, but with harness errors");
    scoreCommand->callback([score, &run] { run = [score] { return runScore(*score); }; });

    auto replay = std::make_shared<ScoreFlags>();
    CLI::App *replayCommand = app.add_subcommand(
        "replay",
        "Do recorded actions again in a fresh workspace, judge, and say where it diverges");
    replayCommand->add_option("file", replay->file, "The run file")->required()->type_name("RUN");
    replayCommand
        ->add_option("--attempt", replay->attempt,
                     "Only this attempt (a unique beginning of its id)")
        ->type_name("ID");
    addFilterFlag(*replayCommand, replay->filter, FilterOf::Attempts);
    replayCommand->add_flag("--json", replay->json, "JSON events");
    replay->confine.addTo(*replayCommand);
    addExitCodes(*replayCommand, "a replay went another way than its recording",
                 "done, but with harness errors (outranks 1)");
    replayCommand->callback([replay, &run] { run = [replay] { return runReplay(*replay); }; });
}

} // namespace touchstone::cli
