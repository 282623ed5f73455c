#include "core/run/validate.h"

#include "app/cli/enginehost.h"
#include "app/cli/helptext.h"
#include "core/base/text.h"
#include "core/report/baseline.h"
#include "core/run/plan.h"
#include "core/scenario/filter.h"
#include "core/scenario/pack.h"

#include <QtCore/QDate>

#include <thread>

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

struct ValidateFlags {
    std::vector<std::string> packs;
    std::string filter;
    std::string baseline;
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

/// Why a scenario that is flaky doesn't count as broken; empty: it does.
QString quarantineOf(const Validation &validation, const std::optional<Baseline> &baseline)
{
    const Quarantine *found = baseline && validation.isFlaky()
        ? baseline->quarantined(validation.pack, validation.scenario)
        : nullptr;
    if (!found || found->until < QDate::currentDate())
        return {};
    return u"in quarantine until %1: %2"_s.arg(found->until.toString(Qt::ISODate), found->reason);
}

void printValidation(const Validation &validation, const QString &quarantine,
                     const ValidateFlags &flags)
{
    if (flags.json) {
        Json proofs = Json::array();
        for (const Proof &proof : validation.proofs)
            proofs.push_back({{"what", proof.what},
                              {"expected", proof.expected},
                              {"found", proof.found},
                              {"state", stateName(proof.state)},
                              {"flaky", proof.flaky}});
        printEvent(u"validation"_s,
                   {{"pack", validation.pack},
                    {"id", validation.scenario},
                    {"state", stateName(validation.state())},
                    {"error", validation.unreadable ? validation.unreadable->text() : QString()},
                    {"flaky", validation.isFlaky()},
                    {"quarantine", quarantine},
                    {"proofs", proofs}});
        return;
    }
    const QString state = !quarantine.isEmpty() ? u"flaky"_s : stateName(validation.state());
    print(u"%1  %2%3"_s.arg(state.leftJustified(8), validation.scenario,
                            quarantine.isEmpty() ? QString()
                                                 : u" ("_s + visibleText(quarantine) + u')'));
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
    const auto filter = Filter::parse(QString::fromStdString(flags.filter), FilterOf::Scenarios);
    if (!filter)
        return report(filter.error());
    std::optional<Baseline> baseline;
    if (!flags.baseline.empty()) {
        auto read = readBaseline(QString::fromStdString(flags.baseline));
        if (!read)
            return report(read.error());
        baseline = std::move(*read);
    }
    auto host = EngineHost::make(flags.confine.chosen(), flags.confine.cache());
    if (!host)
        return report(host.error());
    int quarantined = 0;
    int counts[3] = {0, 0, 0};
    std::mutex mutex; // guards the counts and the output
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
                const QString quarantine = quarantineOf(*validation, baseline);
                printValidation(*validation, quarantine, flags);
                ++(quarantine.isEmpty() ? counts[int(validation->state())] : quarantined);
            }
        };
        std::vector<std::jthread> threads;
        for (int i = 0; i < flags.jobs; ++i)
            threads.emplace_back(work);
    }
    const auto [holds, broken, unknown] = std::tuple(counts[0], counts[1], counts[2]);
    if (!flags.json)
        print(
            u"%1 scenarios: %2 hold, %3 broken, %4 unknown on this machine%5"_s
                .arg(holds + broken + unknown + quarantined)
                .arg(holds)
                .arg(broken)
                .arg(unknown)
                .arg(quarantined > 0 ? u", %1 flaky in quarantine"_s.arg(quarantined) : QString()));
    if (interrupts.happened())
        return Interrupted;
    return unknown > 0 ? HarnessErrors : broken > 0 ? Below : Done;
}

} // namespace

void addValidateCommand(CLI::App &app, Run &run)
{
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
    validateCommand
        ->add_option("--baseline", validate->baseline,
                     "A flaky scenario that is in this baseline's quarantine does not count")
        ->type_name("FILE");
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
