#include "app/cli/baseline.h"

#include "app/cli/helptext.h"
#include "core/base/text.h"
#include "core/report/baseline.h"
#include "core/run/runfile.h"

#include <QtCore/QDate>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

struct BaselineFlags {
    std::string run;
    std::string file = "baseline.json";
    std::string pack;
    std::string scenario;
    std::string reason;
    std::string until;
    bool json = false;
    GateFlags gate;
};

GateMode modeOf(const GateFlags &flags)
{
    return flags.mode == "interval" ? GateMode::Interval : GateMode::Exact;
}

Result<void> save(const QString &path, const Baseline &baseline)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(baselineText(baseline)) < 0
        || !file.commit())
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

/// Writes the run as the baseline; what the file says of quarantine stays.
int runAccept(const BaselineFlags &flags)
{
    const QString path = QString::fromStdString(flags.file);
    const auto run = openToRead(flags.run);
    if (!run)
        return report(run.error());
    auto baseline = baselineOf(**run);
    if (!baseline)
        return report(baseline.error());
    if (baseline->entries.empty())
        return report({ErrorCode::BadInput,
                       u"%1 has no attempts, so there is nothing to accept"_s.arg((*run)->path()),
                       {}});
    if (QFileInfo::exists(path)) {
        const auto before = readBaseline(path);
        if (!before)
            return report(before.error());
        baseline->quarantine = before->quarantine;
        if (!flags.json)
            print(gateText(holdAgainst(*before, *baseline, GateMode::Exact, QDate::currentDate())));
    }
    if (auto saved = save(path, *baseline); !saved)
        return report(saved.error());
    int errors = 0;
    for (const BaselineEntry &entry : baseline->entries)
        errors += entry.errors;
    if (flags.json)
        printEvent(u"baseline"_s,
                   {{"file", path},
                    {"scenarios", baseline->entries.size()},
                    {"errors", errors},
                    {"quarantine", baseline->quarantine.size()}});
    else
        print(u"%1: %2 entries accepted"_s.arg(path).arg(baseline->entries.size()));
    if (errors > 0)
        complain(
            u"%1 attempts of this run ended in harness errors; the baseline takes them as they "
            u"are"_s.arg(errors));
    return Done;
}

int runCheck(const BaselineFlags &flags)
{
    const auto run = openToRead(flags.run);
    if (!run)
        return report(run.error());
    return heldAgainstBaseline(**run, flags.gate, flags.json, false);
}

/// Puts a scenario into quarantine, or lets it out where there is no reason.
int runQuarantine(const BaselineFlags &flags, bool release)
{
    const QString path = QString::fromStdString(flags.file);
    auto baseline = readBaseline(path);
    if (!baseline)
        return report(baseline.error());
    const Quarantine item{QString::fromStdString(flags.pack),
                          QString::fromStdString(flags.scenario),
                          QString::fromStdString(flags.reason),
                          QDate::fromString(QString::fromStdString(flags.until), Qt::ISODate)};
    const auto isIt = [&](const auto &other) {
        return other.pack == item.pack && other.scenario == item.scenario;
    };
    if (std::ranges::none_of(baseline->entries, isIt)
        && !baseline->quarantined(item.pack, item.scenario))
        return report(
            {ErrorCode::NotFound,
             u"%1 has no scenario '%2' of a pack '%3'"_s.arg(path, item.scenario, item.pack),
             {}});
    if (!release && (!item.until.isValid() || item.until < QDate::currentDate()))
        return report({ErrorCode::BadInput,
                       u"--until: found '%1', expected a day to come, such as %2"_s.arg(
                           QString::fromStdString(flags.until),
                           QDate::currentDate().addMonths(1).toString(Qt::ISODate)),
                       {}});
    const size_t released = std::erase_if(baseline->quarantine, isIt);
    if (release && released == 0)
        return report({ErrorCode::NotFound,
                       u"'%1' of '%2' is not in quarantine"_s.arg(item.scenario, item.pack),
                       {}});
    if (!release)
        baseline->quarantine.push_back(item);
    std::ranges::sort(baseline->quarantine, {},
                      [](const Quarantine &one) { return std::pair(one.pack, one.scenario); });
    if (auto saved = save(path, *baseline); !saved)
        return report(saved.error());
    return Done;
}

void addScenario(CLI::App &command, BaselineFlags &flags)
{
    command.add_option("pack", flags.pack, "The pack's name")->required()->type_name("PACK");
    command.add_option("scenario", flags.scenario, "The scenario's id")
        ->required()
        ->type_name("ID");
    command.add_option("--file", flags.file, "The baseline")
        ->type_name("FILE")
        ->capture_default_str();
}

} // namespace

void GateFlags::addTo(CLI::App &command, bool required)
{
    auto *file = command
                     .add_option("--baseline", baseline,
                                 "Hold the run against this baseline; exit 1 when a scenario is "
                                 "worse, missing or newly erring")
                     ->type_name("FILE");
    if (required)
        file->required();
    command
        .add_option("--gate", mode,
                    "exact: every scenario must do at least as well, for recorded answers; "
                    "interval: the mean must not have fallen surely, for sampled ones")
        ->check(CLI::IsMember({"exact", "interval"}))
        ->capture_default_str();
}

int heldAgainstBaseline(const RunFile &file, const GateFlags &flags, bool json, bool quiet)
{
    const auto baseline = readBaseline(QString::fromStdString(flags.baseline));
    if (!baseline)
        return report(baseline.error());
    const auto now = baselineOf(file);
    if (!now)
        return report(now.error());
    const GateResult result = holdAgainst(*baseline, *now, modeOf(flags), QDate::currentDate());
    if (json)
        printEvent(u"gate"_s, gateJson(result));
    else if (!quiet)
        print(visibleText(gateText(result)));
    else
        for (const QString &reason : result.reasons)
            complain(visibleText(reason));
    return result.reasons.isEmpty() ? Done : Below;
}

void addBaselineCommand(CLI::App &app, Run &run)
{
    auto flags = std::make_shared<BaselineFlags>();
    CLI::App *baseline = app.add_subcommand(
        "baseline", "Accept a run as what is expected, and hold other runs against it");
    baseline->require_subcommand(1);

    CLI::App *accept = baseline->add_subcommand(
        "accept", "Write a run's results as the baseline; what it says of quarantine stays");
    accept->add_option("run", flags->run, "The run file")->required()->type_name("RUN");
    accept->add_option("-o,--output", flags->file, "The baseline to write")
        ->type_name("FILE")
        ->capture_default_str();
    accept->add_flag("--json", flags->json, "JSON events");
    accept->callback([flags, &run] { run = [flags] { return runAccept(*flags); }; });

    CLI::App *check = baseline->add_subcommand("check", "Hold a run against a baseline");
    check->add_option("run", flags->run, "The run file")->required()->type_name("RUN");
    flags->gate.addTo(*check, true);
    check->add_flag("--json", flags->json, "JSON events");
    addExitCodes(*check, "a scenario is worse, missing or newly erring", {});
    check->callback([flags, &run] { run = [flags] { return runCheck(*flags); }; });

    CLI::App *quarantine = baseline->add_subcommand(
        "quarantine", "Let the gate pass over a flaky scenario until a day");
    addScenario(*quarantine, *flags);
    quarantine->add_option("--reason", flags->reason, "Why, for people")
        ->required()
        ->type_name("TEXT");
    quarantine->add_option("--until", flags->until, "The last day, such as 2027-01-31")
        ->required()
        ->type_name("DAY");
    quarantine->callback([flags, &run] { run = [flags] { return runQuarantine(*flags, false); }; });

    CLI::App *release = baseline->add_subcommand("release", "Take a scenario out of quarantine");
    addScenario(*release, *flags);
    release->callback([flags, &run] { run = [flags] { return runQuarantine(*flags, true); }; });
}

} // namespace touchstone::cli
