#include "app/cli/baseline.h"
#include "app/cli/enginehost.h"
#include "app/cli/helptext.h"
#include "app/cli/progress.h"
#include "core/base/version.h"
#include "core/report/baseline.h"
#include "core/report/report.h"
#include "core/run/differences.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>

#include <limits>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

/// The flags of `touchstone run`.
struct RunFlags {
    std::vector<std::string> packs;
    std::vector<std::string> agents;
    std::string spec;
    std::string filter;
    std::string shard;
    std::string output;
    std::string limits;
    int samples = 0;
    int jobs = 0; ///< 0: not said
    quint64 seed = 0;
    double agentWall = 0;
    double failUnder = -1;
    bool resume = false;
    bool retryLimits = false;
    std::vector<std::string> again; ///< ids of attempts
    bool json = false;
    bool quiet = false;
    GateFlags gate;
    ConfineFlags confine;
};

QStringList toList(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

/// Whether there is a run file to go on with.
bool goesOn(const RunFlags &flags)
{
    return flags.resume || flags.retryLimits || !flags.again.empty();
}

Result<RunSpec> specOf(const RunFlags &flags)
{
    RunSpec spec;
    if (!flags.spec.empty()) {
        const QString path = QString::fromStdString(flags.spec);
        const auto json = readJson(path);
        if (!json)
            return std::unexpected(json.error());
        auto parsed = parseRunSpec(*json, {path, {}, 0});
        if (!parsed)
            return parsed;
        spec = std::move(*parsed);
    }
    spec.packs += toList(flags.packs);
    spec.agents += toList(flags.agents);
    if (flags.samples > 0)
        spec.samples = flags.samples;
    if (!flags.filter.empty())
        spec.filter = QString::fromStdString(flags.filter);
    if (flags.seed != 0)
        spec.seed = flags.seed;
    if (flags.agentWall > 0)
        spec.agentWallSeconds = flags.agentWall;
    if (flags.jobs > 0)
        spec.jobs = flags.jobs;
    spec.strict |= flags.confine.strict;
    if (!flags.limits.empty()) {
        auto limits = parseJson(QByteArrayView(flags.limits), {u"--limits"_s, {}, 0});
        if (!limits)
            return std::unexpected(std::move(limits.error()));
        spec.limits = std::move(*limits);
    }
    if (const auto filter = Filter::parse(spec.filter, FilterOf::Scenarios); !filter)
        return std::unexpected(filter.error());
    if (!spec.limits.empty())
        if (auto valid = parseLimits(spec.limits, {u"--limits"_s, {}, 0}); !valid)
            return std::unexpected(std::move(valid.error()));
    if (!flags.shard.empty())
        if (auto shard = parseShard(QString::fromStdString(flags.shard), spec); !shard)
            return std::unexpected(std::move(shard.error()));
    return spec;
}

/// A resumed run without packs on the command line takes up what the file says.
Result<RunSpec> recordedSpec(const RunFile &file)
{
    const auto manifest = file.manifest();
    if (!manifest)
        return std::unexpected(manifest.error());
    return parseRunSpec(memberOr(manifest->plan, "spec"), {file.path() + u", its plan"_s, {}, 0});
}

QString defaultOutput(const RunPlan &plan)
{
    QString name = plan.packs().front()->name() + u'-' + plan.agentNames().front();
    for (QChar &c : name)
        if (!c.isLetterOrNumber() && c != u'-' && c != u'.')
            c = u'-';
    return name + QDateTime::currentDateTimeUtc().toString(u"-yyyyMMdd-HHmmss"_s)
        + u".touchstone"_s;
}

/// `path`: of the run file, beside which a resumed run looks for packs and answers.
RunManifest manifestOf(const RunPlan &plan, EngineHost &host, const QString &path)
{
    RunManifest manifest;
    manifest.runId = newId();
    manifest.createdMs = QDateTime::currentMSecsSinceEpoch();
    manifest.touchstone = version() + u' ' + commit();
    manifest.environment = host.environment();
    const RunSpec spec = relativeTo(QFileInfo(path).absolutePath(), plan.spec());
    manifest.plan = {{"spec", toJson(spec)}, {"identity", plan.identity()}};
    manifest.planDigest = plan.digest();
    manifest.plan["attempts"] = plan.items().size(); // neither are these: so that progress can
                                                     // be told by whoever looks on
    manifest.plan["jobs"] = plan.spec().jobs.value_or(defaultJobs());
    return manifest;
}

/// Which members of two plans' identities differ, for the message.
QString differences(const Json &recorded, const Json &now)
{
    QStringList lines;
    for (const auto &[key, value] : now.items())
        if (memberOr(recorded, key.c_str()) != value)
            lines.append(u"  %1: recorded %2, now %3"_s.arg(
                QString::fromStdString(key),
                QString::fromUtf8(dumpJson(memberOr(recorded, key.c_str()))),
                QString::fromUtf8(dumpJson(value))));
    return lines.join(u'\n');
}

Result<void> checkSamePlan(const RunFile &file, const RunPlan &plan)
{
    const auto manifest = file.manifest();
    if (!manifest)
        return std::unexpected(manifest.error());
    const Json &spec = memberOr(manifest->plan, "spec");
    const QString recordedShard = stringOr(spec, "shard");
    const QString shard = stringOr(toJson(plan.spec()), "shard");
    if (manifest->planDigest == plan.digest() && recordedShard == shard)
        return {};
    QString what = differences(memberOr(manifest->plan, "identity"), plan.identity());
    if (recordedShard != shard)
        what += u"\n  shard: recorded '%1', now '%2'"_s.arg(recordedShard, shard);
    return fail(ErrorCode::Changed,
                u"%1 was begun with another plan; resume it with the same packs, answers and "
                u"flags, or start "
                "a new file with -o. What differs:\n%2"_s.arg(file.path(), what));
}

Progress::Style styleOf(const RunFlags &flags)
{
    if (flags.json)
        return Progress::Style::Json;
    if (flags.quiet)
        return Progress::Style::Quiet;
    const bool canDraw = stderrIsTerminal() && qgetenv("TERM") != "dumb";
    return canDraw ? Progress::Style::Bar : Progress::Style::Lines;
}

/// The scoreboard and the exit code that goes with it.
int conclude(const RunFile &file, const RunFlags &flags, bool interrupted)
{
    const auto summary = summarise(file, {});
    if (!summary)
        return report(summary.error());
    if (flags.json)
        printEvent(u"summary"_s, summaryJson(*summary));
    else if (!flags.quiet)
        print(tableReport(*summary, terminalWidth(), stdoutHasColour()));
    if (interrupted) {
        complain(u"interrupted; go on with: touchstone run --resume -o %1"_s.arg(file.path()));
        return Interrupted;
    }
    if (!flags.gate.baseline.empty())
        if (const int code = heldAgainstBaseline(file, flags.gate, flags.json, flags.quiet);
            code != Done)
            return code;
    if (summary->errors() > 0)
        return HarnessErrors;
    if (flags.failUnder >= 0 && !(summary->passRate() >= flags.failUnder)) {
        complain(u"pass rate %1 is under --fail-under %2"_s.arg(summary->passRate())
                     .arg(flags.failUnder));
        return Below;
    }
    return Done;
}

/// Everything that a run needs, made in the order in which it can go wrong.
struct OpenRun {
    std::unique_ptr<EngineHost> host;
    RunPlan plan;
    std::unique_ptr<RunFile> file;
};

/// What the run file to go on with says, where the flags name nothing to run.
Result<RunSpec> specToResume(const RunFlags &flags, RunSpec spec, const RunFile &file)
{
    if (!spec.packs.isEmpty() || !spec.agents.isEmpty())
        return spec;
    auto recorded = recordedSpec(file);
    if (recorded && flags.jobs > 0)
        recorded->jobs = flags.jobs;
    return recorded;
}

/// Takes out of the plan what is not to be run (again).
Result<void> leaveOut(const RunFlags &flags, const RunFile &file, RunPlan &plan)
{
    if (auto same = checkSamePlan(file, plan); !same)
        return same;
    if (flags.retryLimits)
        return plan.keepOnlyWallLimited(file);
    if (!flags.again.empty())
        return plan.keepOnlyAgain(file, toList(flags.again));
    const auto skipped = plan.skipFinished(file);
    return skipped ? Result<void>() : std::unexpected(skipped.error());
}

Result<OpenRun> openRun(const RunFlags &flags)
{
    auto spec = specOf(flags);
    if (!spec)
        return std::unexpected(std::move(spec.error()));
    const QString output = QString::fromStdString(flags.output);
    const bool further = goesOn(flags);
    OpenRun open;
    if (further && output.isEmpty())
        return fail(ErrorCode::BadInput,
                    u"--resume, --retry and --retry-limits need the run file: -o FILE"_s);
    if (!further && !output.isEmpty() && QFileInfo::exists(output))
        return fail(ErrorCode::BadInput,
                    u"%1 exists; --resume goes on with it, another -o starts anew"_s.arg(output));
    if (further) {
        auto opened = openToWrite(flags.output);
        if (!opened)
            return std::unexpected(std::move(opened.error()));
        open.file = std::move(*opened);
        spec = specToResume(flags, std::move(*spec), *open.file);
        if (!spec)
            return std::unexpected(std::move(spec.error()));
    }
    const Confine confine =
        spec->strict && !flags.confine.unconfined ? Confine::Strict : flags.confine.chosen();
    auto host = EngineHost::make(confine, flags.confine.cache());
    if (!host)
        return std::unexpected(std::move(host.error()));
    open.host = std::move(*host);
    if (!flags.confine.forget)
        open.host->engine().verdicts = VerdictMemory::Keep;
    auto plan = RunPlan::make(*spec, Registry::standard());
    if (!plan)
        return std::unexpected(std::move(plan.error()));
    open.plan = std::move(*plan);
    if (further) {
        if (auto left = leaveOut(flags, *open.file, open.plan); !left)
            return std::unexpected(std::move(left.error()));
        return open;
    }
    const QString path = output.isEmpty() ? defaultOutput(open.plan) : output;
    auto created = RunFile::create(path, manifestOf(open.plan, *open.host, path));
    if (!created)
        return std::unexpected(std::move(created.error()));
    open.file = std::move(*created);
    return open;
}

/// What of the environment is not as it was when the run was begun.
QStringList environmentNotes(const OpenRun &run)
{
    const auto manifest = run.file->manifest();
    if (!manifest)
        return {};
    QStringList notes;
    const Json now = run.host->environment();
    for (const QString &difference : differingMembers(now, manifest->environment, u"environment"_s))
        notes.append(u"not as when this run was begun (there): %1"_s.arg(difference));
    return notes;
}

int runRun(const RunFlags &flags)
{
    const Interrupts interrupts;
    if (!flags.gate.baseline.empty()) // better told now than at the end
        if (const auto baseline = readBaseline(QString::fromStdString(flags.gate.baseline));
            !baseline)
            return report(baseline.error());
    auto opened = openRun(flags);
    if (!opened)
        return report(opened.error());
    RunFile &file = *opened->file;
    const RunPlan &plan = opened->plan;
    const bool further = goesOn(flags);

    Progress progress(qint64(plan.items().size()), styleOf(flags));
    for (const QString &note : plan.notes() + (further ? environmentNotes(*opened) : QStringList()))
        progress.note(note);
    if (plan.items().empty() && !further)
        progress.note(
            u"nothing to run: no scenario matches, or the agents have no answer for any"_s);
    const auto done = touchstone::runPlan(plan, opened->host->engine(), file,
                                          {plan.spec().jobs.value_or(defaultJobs())},
                                          interrupts.signals(), progress);
    progress.end();
    if (!done)
        return report(done.error());
    if (auto published = file.publish(); !published)
        return report(published.error());
    const int code = conclude(file, flags, done->interrupted);
    if (!flags.json && !flags.quiet)
        print(u"\nRun file: %1"_s.arg(file.path()));
    return code;
}

} // namespace

void addRunCommand(CLI::App &app, Run &run)
{
    auto flags = std::make_shared<RunFlags>();
    CLI::App *command = app.add_subcommand("run", "Run agents on packs and score what they did");
    command
        ->add_option("packs", flags->packs,
                     "Packs: folders with pack.json, or one scenario's folder")
        ->type_name("PACK");
    command
        ->add_option("-a,--agent", flags->agents,
                     "An agent, such as reference or samples:FILE; may be repeated")
        ->type_name("SPEC");
    command->add_option("--spec", flags->spec, "A run specification (JSON); flags add to it")
        ->type_name("FILE")
        ->check(CLI::ExistingFile);
    command->add_option("-n,--samples", flags->samples, "At most N samples per agent and scenario")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    command->add_option("-j,--jobs", flags->jobs, "Attempts at one time; by default one per core")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    addFilterFlag(*command, flags->filter, FilterOf::Scenarios);
    command
        ->add_option("-o,--output", flags->output,
                     "The run file; by default named after pack, agent and time")
        ->type_name("FILE");
    command
        ->add_option("--shard", flags->shard,
                     "Only the I-th of N parts, by scenario; merge puts them together")
        ->type_name("I/N");
    command->add_option("--seed", flags->seed, "For agents that draw random numbers")
        ->type_name("N")
        ->check(CLI::Range(0U, std::numeric_limits<quint32>::max()));
    command
        ->add_option("--limits", flags->limits,
                     "Limits in place of the scenarios' own, as JSON: {\"wall_s\": 10}")
        ->type_name("JSON");
    command->add_option("--agent-wall", flags->agentWall, "Seconds that an agent has for one turn")
        ->type_name("S");
    command
        ->add_option("--fail-under", flags->failUnder,
                     "Exit 1 when the pass rate is under this (0..1)")
        ->type_name("RATE")
        ->check(CLI::Range(0.0, 1.0));
    flags->gate.addTo(*command, false);
    command->add_flag("--resume", flags->resume,
                      "Go on with the run file of -o: what it lacks is run");
    command->add_flag(
        "--retry-limits", flags->retryLimits,
        "Run again the attempts of -o that hit the wall limit, beside the first ones");
    command
        ->add_option("--retry", flags->again,
                     "Run this attempt of -o again, beside the first one; may be repeated")
        ->type_name("ATTEMPT");
    command->add_flag("--json", flags->json, "One JSON event a line on stdout");
    command->add_flag("-q,--quiet", flags->quiet, "Only errors");
    flags->confine.addTo(*command);
    addFooter(
        *command,
        "An agent SPEC: reference (the scenario's own solution), none (does nothing), samples "
        "(the\nscenario's sample answers), samples:FILE (recorded answers), recording:RUN; "
        "`touchstone plugins`\nlists all there are.");
    addExitCodes(*command,
                 "worse than the baseline (outranks 3), or the pass rate of an agent is under "
                 "--fail-under",
                 "done, but with harness errors (outranks --fail-under)");
    command->callback([flags, &run] { run = [flags] { return runRun(*flags); }; });
}

} // namespace touchstone::cli
