#include "app/cli/bench/bench.h"

#include "app/cli/enginehost.h"

#include <memory>

namespace touchstone::cli {
namespace {

/// Also what `touchstone bench` alone takes, which needs no data of anybody's.
struct Flags {
    CommandsBench commands;
    MemoryBench memory;
    std::vector<std::string> packs;
    LogsBench logs;
    DesktopBench desktop;
    std::string keep;
    std::string pack, answers, peer, problems;
    int jobs = defaultJobs();
    bool strict = false;
    bool json = false;
};

int runDesktop(Flags flags)
{
    flags.desktop.keep = QString::fromStdString(flags.keep);
    flags.desktop.json = flags.json;
    return benchDesktop(flags.desktop);
}

void addCommon(CLI::App &command, Flags &flags)
{
    command.add_option("-j,--jobs", flags.jobs, "How many at one time")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command.add_flag("--json", flags.json, "One JSON event a line");
}

int runCommands(Flags flags)
{
    flags.commands.jobs = flags.jobs;
    flags.commands.json = flags.json;
    return benchCommands(flags.commands);
}

int runMemory(Flags flags)
{
    flags.memory.jobs = flags.jobs;
    flags.memory.json = flags.json;
    return benchMemory(flags.memory);
}

int runSamples(const Flags &flags)
{
    return benchSamples({QString::fromStdString(flags.pack), QString::fromStdString(flags.answers),
                         QString::fromStdString(flags.peer), QString::fromStdString(flags.problems),
                         flags.jobs, flags.strict, flags.json});
}

void addSamples(CLI::App &bench, const std::shared_ptr<Flags> &flags, Run &run)
{
    CLI::App *command = bench.add_subcommand(
        "samples",
        "Recorded answers per second through the whole harness, against the benchmark's "
        "own evaluator and the floor");
    command->add_option("pack", flags->pack, "The benchmark's imported pack")
        ->required()
        ->type_name("PACK");
    command->add_option("answers", flags->answers, "The samples file")
        ->required()
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    auto *problems = command->add_option(
        "--problems", flags->problems,
        "HumanEval's problems: measures the floor, a fork and the sample's own work (UNCONFINED)");
    problems->check(CLI::ExistingFile)->type_name("FILE");
    command
        ->add_option("--peer", flags->peer,
                     "A checkout of openai/human-eval: measures its evaluator (UNCONFINED)")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER")
        ->needs(problems);
    command->add_flag("--strict", flags->strict, "Measure the strict form too");
    addCommon(*command, *flags);
    command->callback([flags, &run] { run = [flags] { return runSamples(*flags); }; });
}

int runTools(const Flags &flags)
{
    QStringList packs;
    for (const std::string &pack : flags.packs)
        packs.append(QString::fromStdString(pack));
    return benchTools({packs, flags.jobs, flags.json});
}

void addTools(CLI::App &bench, const std::shared_ptr<Flags> &flags, Run &run)
{
    CLI::App *command = bench.add_subcommand(
        "tools",
        "Judge the packs' references from a cold cache, with the time that each tool takes, and "
        "once more from the cache; exit 1 when a reference does not pass");
    command->add_option("packs", flags->packs, "Packs")->required()->type_name("PACK");
    addCommon(*command, *flags);
    command->callback([flags, &run] { run = [flags] { return runTools(*flags); }; });
}

} // namespace

void tell(bool json, const QString &line, Json members)
{
    if (json)
        printEvent(QStringLiteral("bench"), std::move(members));
    else
        print(line);
}

void addBenchCommand(CLI::App &app, Run &run)
{
    auto flags = std::make_shared<Flags>();
    CLI::App *bench = app.add_subcommand(
        "bench",
        "Measure this machine. Ratios within one run say more than the figures; alone it "
        "measures commands and memory");
    bench->require_subcommand(0, 1);
    addCommon(*bench, *flags);
    addSamples(*bench, flags, run);
    addTools(*bench, flags, run);

    CLI::App *commands = bench->add_subcommand(
        "commands", "What the sandbox costs a Python program that does nothing, warm and strict");
    commands->add_option("-n,--count", flags->commands.count, "How many")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    addCommon(*commands, *flags);
    commands->callback([flags, &run] { run = [flags] { return runCommands(*flags); }; });

    CLI::App *desktop = bench->add_subcommand(
        "desktop",
        "How soon the window, a large run, a long attempt and a chart can be looked at, how it "
        "scrolls, what keeps it from answering for over 50 ms, and memory; without a screen");
    desktop->add_option("-n,--attempts", flags->desktop.attempts, "How many the run has")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    desktop->add_option("--events", flags->desktop.events, "How many the long attempt has")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    desktop->add_option("--starts", flags->desktop.starts, "How many of the window, after a first")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    desktop->add_option("--keep", flags->keep, "Where the large run stays")->type_name("FILE");
    desktop->add_flag("--json", flags->json, "One JSON event a line");
    desktop->callback([flags, &run] { run = [flags] { return runDesktop(*flags); }; });

    CLI::App *memory = bench->add_subcommand(
        "memory", "The harness's own speed and memory over many attempts that need no sandbox");
    memory->add_option("-n,--attempts", flags->memory.attempts, "How many")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    addCommon(*memory, *flags);
    memory->callback([flags, &run] { run = [flags] { return runMemory(*flags); }; });

    CLI::App *logs =
        bench->add_subcommand("logs", "How fast an Inspect log, made for it, becomes a run");
    logs->add_option("-n,--samples", flags->logs.samples, "How many samples it has")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    logs->add_option("--calls", flags->logs.calls, "How many calls of a model each has")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    logs->add_flag("--json", flags->json, "One JSON event a line");
    logs->callback([flags, &run] {
        run = [flags] {
            flags->logs.json = flags->json;
            return benchLogs(flags->logs);
        };
    });

    bench->callback([bench, flags, &run] {
        if (bench->get_subcommands().empty())
            run = [flags] {
                const int code = runCommands(*flags);
                return code == Done ? runMemory(*flags) : code;
            };
    });
}

} // namespace touchstone::cli
