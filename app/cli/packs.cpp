#include "app/cli/enginehost.h"
#include "app/cli/helptext.h"
#include "app/cli/progress.h"
#include "core/base/text.h"
#include "core/run/plan.h"
#include "core/run/validate.h"
#include "core/scenario/filter.h"
#include "core/scenario/pack.h"

#include <QtCore/QFileInfo>

#include <thread>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

/// Calls `visit` for each scenario of the packs that the filter matches. The exit code of the first
/// trouble, which is told; the others are still visited.
int eachScenario(const std::vector<std::string> &paths, const std::string &expression,
                 const std::function<void(const Pack &, qsizetype, const Scenario &)> &visit)
{
    const auto filter = Filter::parse(QString::fromStdString(expression));
    if (!filter)
        return report(filter.error());
    int code = Done;
    for (const std::string &path : paths) {
        const auto pack = Pack::open(QString::fromStdString(path));
        if (!pack) {
            code = report(pack.error());
            continue;
        }
        for (qsizetype i = 0; i < (*pack)->size(); ++i) {
            BlobStore blobs;
            const auto scenario = (*pack)->scenario(i, blobs);
            if (!scenario)
                code = report(scenario.error());
            else if (filter->matches(filterSubject(*scenario)))
                visit(**pack, i, *scenario);
        }
    }
    return code;
}

struct ListFlags {
    std::vector<std::string> packs;
    std::string filter;
    bool json = false;
};

QString fitted(QString text, int width)
{
    text = visibleText(text).replace(u'\n', u' ');
    return text.size() > width ? text.left(width - 1) + u'…' : text.leftJustified(width);
}

int runList(const ListFlags &flags)
{
    qint64 count = 0;
    const int code = eachScenario(
        flags.packs, flags.filter, [&](const Pack &pack, qsizetype, const Scenario &scenario) {
            ++count;
            if (flags.json) {
                printEvent(u"scenario"_s,
                           {{"pack", pack.name()},
                            {"id", scenario.id},
                            {"kind", scenario.kind},
                            {"language", scenario.language},
                            {"title", scenario.title},
                            {"difficulty", scenario.difficulty},
                            {"tags", scenario.tags},
                            {"samples", scenario.samples.size()},
                            {"reference", scenario.reference.has_value()}});
                return;
            }
            print(u"%1  %2  %3  %4  %5"_s.arg(
                fitted(scenario.id, 28), fitted(scenario.kind, 9), fitted(scenario.language, 10),
                fitted(scenario.difficulty, 6),
                fitted(scenario.title, std::max(20, terminalWidth() - 62)).trimmed()));
        });
    if (!flags.json)
        print(u"%1 scenarios"_s.arg(count));
    return code;
}

QString indented(const QString &text)
{
    return u"    "_s + visibleText(text.trimmed()).replace(u'\n', u"\n    "_s);
}

void showScenario(const Scenario &scenario)
{
    print(u"%1 — %2"_s.arg(scenario.id, visibleText(scenario.title)));
    print(u"  kind %1, language %2%3"_s.arg(
        scenario.kind, scenario.language.isEmpty() ? u"none"_s : scenario.language,
        scenario.difficulty.isEmpty() ? QString() : u", "_s + scenario.difficulty));
    if (!scenario.tags.isEmpty())
        print(u"  tags %1"_s.arg(visibleText(scenario.tags.join(u", "_s))));
    QString from = scenario.source.isEmpty() ? scenario.author : scenario.source;
    if (!scenario.licence.isEmpty())
        from += u" (%1)"_s.arg(scenario.licence);
    if (!from.isEmpty())
        print(u"  from "_s + visibleText(from.trimmed()));
    if (!scenario.target.file.isEmpty())
        print(u"  target %1, answered as %2"_s.arg(
            visibleText((scenario.target.file + u' ' + scenario.target.symbol).trimmed()),
            answerFormName(scenario.answerForm)));
    for (size_t turn = 0; turn < scenario.turns.size(); ++turn) {
        print(scenario.turns.size() > 1 ? u"\nInstruction, turn %1:"_s.arg(turn + 1)
                                        : u"\nInstruction:"_s);
        print(indented(scenario.turns[turn].instruction));
        print(u"\nChecks:"_s);
        for (const CheckSpec &check : scenario.turns[turn].checks)
            print(u"    %1  %2, %3%4"_s.arg(
                check.id.leftJustified(16), check.type, checkRoleName(check.role),
                check.after.isEmpty() ? QString() : u", after "_s + check.after.join(u", "_s)));
    }
    print(u"\nWorkspace:"_s);
    for (auto it = scenario.workspace.files.cbegin(); it != scenario.workspace.files.cend(); ++it)
        print(u"    %1  %2 bytes"_s.arg(visibleText(it.key())).arg(it->size));
    if (scenario.reference)
        print(u"\nReference:\n"_s + indented(QString::fromUtf8(scenario.reference->text)));
    if (!scenario.samples.empty())
        print(u"\nSample answers:"_s);
    for (const SampleAnswer &sample : scenario.samples)
        print(u"    %1  %2%3  %4"_s.arg(
            sample.id.leftJustified(16), sample.label,
            sample.fails.isEmpty() ? QString() : u" (fails %1)"_s.arg(sample.fails.join(u", "_s)),
            visibleText(sample.note)));
    print({});
}

struct ValidateFlags {
    std::vector<std::string> packs;
    std::string filter;
    int repeat = 1;
    int jobs = defaultJobs();
    bool json = false;
    bool verbose = false;
    ConfineFlags confine;
};

QString stateName(Proof::State state)
{
    return state == Proof::State::Holds ? u"holds"_s
        : state == Proof::State::Broken ? u"broken"_s
                                        : u"unknown"_s;
}

void printValidation(const Validation &validation, const ValidateFlags &flags)
{
    if (flags.json) {
        Json proofs = Json::array();
        for (const Proof &proof : validation.proofs)
            proofs.push_back({{"what", proof.what},
                              {"expected", proof.expected},
                              {"found", proof.found},
                              {"state", stateName(proof.state)}});
        printEvent(u"validation"_s,
                   {{"pack", validation.pack},
                    {"id", validation.scenario},
                    {"state", stateName(validation.state())},
                    {"error", validation.unreadable ? validation.unreadable->text() : QString()},
                    {"proofs", proofs}});
        return;
    }
    print(u"%1  %2"_s.arg(stateName(validation.state()).leftJustified(8), validation.scenario));
    if (validation.unreadable)
        print(u"    %1"_s.arg(visibleText(validation.unreadable->text())));
    const std::vector<Proof> &proofs = validation.proofs;
    const bool oneCause =
        proofs.size() > 1 && std::ranges::all_of(proofs, [&](const Proof &proof) {
            return proof.state == Proof::State::Unknown && proof.found == proofs.front().found;
        });
    if (oneCause && !flags.verbose) { // such as a tool that isn't here: once will do
        print(u"    all %1 proofs: %2"_s.arg(proofs.size()).arg(visibleText(proofs.front().found)));
        return;
    }
    for (const Proof &proof : proofs)
        if (flags.verbose || proof.state != Proof::State::Holds)
            print(u"    %1 %2: expected that it %3; found %4"_s.arg(
                stateName(proof.state).leftJustified(8), proof.what, proof.expected,
                visibleText(proof.found)));
}

/// Validates scenarios side by side, telling each as soon as it and those before it are done.
int runValidate(const ValidateFlags &flags)
{
    const Interrupts interrupts;
    auto host = EngineHost::make(flags.confine.chosen());
    if (!host)
        return report(host.error());
    const auto filter = Filter::parse(QString::fromStdString(flags.filter));
    if (!filter)
        return report(filter.error());
    int counts[3] = {0, 0, 0};
    std::mutex mutex; // guards counts and the output
    for (const std::string &path : flags.packs) {
        const auto pack = Pack::open(QString::fromStdString(path));
        if (!pack)
            return report(pack.error());
        std::atomic<qsizetype> next = 0;
        const auto work = [&] {
            for (qsizetype i = next++; i < (*pack)->size() && !interrupts.happened(); i = next++) {
                if (!filter->isEmpty()) {
                    BlobStore blobs;
                    const auto scenario = (*pack)->scenario(i, blobs);
                    if (scenario && !filter->matches(filterSubject(*scenario)))
                        continue;
                }
                const auto validation = validateScenario((*host)->engine(), **pack, i, flags.repeat,
                                                         interrupts.signals().atOnce);
                if (!validation)
                    return;
                const std::scoped_lock lock(mutex);
                printValidation(*validation, flags);
                ++counts[int(validation->state())];
            }
        };
        std::vector<std::jthread> threads;
        for (int i = 0; i < flags.jobs; ++i)
            threads.emplace_back(work);
    }
    const auto [holds, broken, unknown] = std::tuple(counts[0], counts[1], counts[2]);
    if (!flags.json)
        print(u"%1 scenarios: %2 hold, %3 broken, %4 unknown on this machine"_s
                  .arg(holds + broken + unknown)
                  .arg(holds)
                  .arg(broken)
                  .arg(unknown));
    if (interrupts.happened())
        return Interrupted;
    return unknown > 0 ? HarnessErrors : broken > 0 ? Below : Done;
}

void addNew(CLI::App &app, Run &run)
{
    struct Flags {
        std::string pack;
        std::string id;
        std::string kind = "generate";
        std::string language = "python";
        bool json = false;
    };
    auto flags = std::make_shared<Flags>();
    CLI::App *command = app.add_subcommand("new", "Make a scenario to start from");
    command->add_option("pack", flags->pack, "The pack's folder; made where there is none")
        ->required()
        ->type_name("PACK");
    command->add_option("id", flags->id, "The scenario's id")->required()->type_name("ID");
    command->add_option("--kind", flags->kind, "Its kind")
        ->type_name("KIND")
        ->capture_default_str();
    command->add_option("--language", flags->language, "Its language")
        ->type_name("LANGUAGE")
        ->capture_default_str();
    command->add_flag("--json", flags->json, "One JSON event a line");
    command->callback([flags, &run] {
        run = [flags] {
            const auto folder = newScenario(
                QString::fromStdString(flags->pack), QString::fromStdString(flags->id),
                QString::fromStdString(flags->kind), QString::fromStdString(flags->language));
            if (!folder)
                return report(folder.error());
            if (flags->json) {
                printEvent(u"created"_s,
                           {{"folder", *folder}, {"pack", flags->pack}, {"id", flags->id}});
                return int(Done);
            }
            print(u"%1 is ready to be edited; `touchstone validate %2` says whether it holds"_s.arg(
                *folder, QString::fromStdString(flags->pack)));
            return int(Done);
        };
    });
}

} // namespace

void addPackCommands(CLI::App &app, Run &run)
{
    auto list = std::make_shared<ListFlags>();
    CLI::App *listCommand = app.add_subcommand("list", "List the scenarios of packs");
    listCommand->add_option("packs", list->packs, "Packs")->required()->type_name("PACK");
    addFilterFlag(*listCommand, list->filter, FilterOf::Scenarios);
    listCommand->add_flag("--json", list->json, "One JSON object a line");
    listCommand->callback([list, &run] { run = [list] { return runList(*list); }; });

    auto show = std::make_shared<ListFlags>();
    CLI::App *showCommand = app.add_subcommand(
        "show", "Show scenarios in full: instruction, checks, workspace, samples");
    showCommand->add_option("packs", show->packs, "Packs or scenario folders")
        ->required()
        ->type_name("PACK");
    addFilterFlag(*showCommand, show->filter, FilterOf::Scenarios);
    showCommand->add_flag("--json", show->json, "The resolved scenario, one JSON object a line");
    showCommand->callback([show, &run] {
        run = [show] {
            return eachScenario(
                show->packs, show->filter, [&](const Pack &, qsizetype, const Scenario &scenario) {
                    if (show->json)
                        printEvent(u"scenario"_s,
                                   {{"id", scenario.id}, {"scenario", toResolved(scenario)}});
                    else
                        showScenario(scenario);
                });
        };
    });

    addNew(app, run);

    auto validate = std::make_shared<ValidateFlags>();
    CLI::App *validateCommand = app.add_subcommand(
        "validate",
        "Prove that scenarios judge rightly: the reference passes, doing nothing "
        "fails, wrong samples fail where they should");
    validateCommand->add_option("packs", validate->packs, "Packs")->required()->type_name("PACK");
    addFilterFlag(*validateCommand, validate->filter, FilterOf::Scenarios);
    validateCommand
        ->add_option("--repeat", validate->repeat,
                     "Judge each N times; verdicts that differ are flaky")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    validateCommand->add_option("-j,--jobs", validate->jobs, "Scenarios at one time")
        ->type_name("N")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    validateCommand->add_flag("--json", validate->json, "One JSON event a line");
    validateCommand->add_flag("-v,--verbose", validate->verbose, "Show the proofs that hold too");
    validate->confine.addTo(*validateCommand);
    addExitCodes(*validateCommand, "a proof is broken",
                 "something could not be proved on this machine (outranks 1)");
    validateCommand->callback(
        [validate, &run] { run = [validate] { return runValidate(*validate); }; });
}

} // namespace touchstone::cli
