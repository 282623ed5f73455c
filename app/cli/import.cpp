#include "app/cli/cli.h"
#include "core/base/text.h"
#include "core/plugin/registry.h"

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

/// Values of one importer's own options, by name.
struct ImportFlags {
    std::string input;
    std::string output;
    bool json = false;
    std::map<std::string, std::vector<std::string>> options;
};

int runImport(const QString &id, const ImportFlags &flags)
{
    const auto importer = Registry::standard().importer(id);
    if (!importer)
        return report(importer.error());
    ImportRequest request{
        QString::fromStdString(flags.input), QString::fromStdString(flags.output), {}};
    for (const auto &[name, values] : flags.options)
        for (const std::string &value : values)
            request.options[QString::fromStdString(name)].append(QString::fromStdString(value));
    const auto done = (*importer)->run(request);
    if (!done)
        return report(done.error());
    const bool isRun = (*importer)->product() == ImportProduct::Run;
    if (flags.json) {
        Json members{{"notes", done->notes}};
        members[isRun ? "run" : "pack"] = request.output;
        members[isRun ? "attempts" : "scenarios"] = isRun ? done->attempts : done->scenarios;
        printEvent(u"imported"_s, std::move(members));
        return Done;
    }
    for (const QString &note : done->notes)
        complain(visibleText(note));
    print(isRun ? u"%1 attempts imported into %2"_s.arg(done->attempts).arg(request.output)
                : u"%1 scenarios imported into %2"_s.arg(done->scenarios).arg(request.output));
    return Done;
}

/// `import` without a format that there is.
int runUnknown(const std::vector<std::string> &words)
{
    Registry &registry = Registry::standard();
    if (words.empty())
        return report(
            {ErrorCode::BadInput,
             u"import: say which format: %1"_s.arg(registry.ids(u"importers"_s).join(u", "_s)),
             {}});
    const auto importer = registry.importer(QString::fromStdString(words.front()));
    return importer ? int(BadUse) : report(importer.error());
}

void addImporter(CLI::App &parent, const Importer &importer, Run &run)
{
    auto flags = std::make_shared<ImportFlags>();
    CLI::App *command =
        parent.add_subcommand(importer.id().toStdString(), importer.summary().toStdString());
    command->allow_extras(false);
    command->add_option("input", flags->input, "File or folder to import")
        ->required()
        ->type_name("FILE");
    const bool isRun = importer.product() == ImportProduct::Run;
    command
        ->add_option("-o,--output", flags->output,
                     isRun ? "The run file to write" : "The pack to write: a new or empty folder")
        ->required()
        ->type_name(isRun ? "RUN" : "PACK");
    command->add_flag("--json", flags->json, "One JSON event a line");
    for (const ImportOption &option : importer.options()) {
        const std::string name = option.name.toStdString();
        auto *added =
            command->add_option("--" + name, flags->options[name], option.help.toStdString());
        added->required(option.required);
        if (!option.repeatable)
            added->expected(1);
        if (!option.choices.isEmpty()) {
            std::vector<std::string> choices;
            for (const QString &choice : option.choices)
                choices.push_back(choice.toStdString());
            added->check(CLI::IsMember(choices));
        }
    }
    command->callback(
        [flags, id = importer.id(), &run] { run = [flags, id] { return runImport(id, *flags); }; });
}

} // namespace

void addImportCommand(CLI::App &app, Run &run)
{
    CLI::App *command =
        app.add_subcommand("import", "Turn a benchmark's files into a pack, or a log into a run");
    command->require_subcommand(0, 1);
    command->allow_extras(); // so that an unknown format is told with those there are
    // The importers' options are known only once their plugins are loaded: when the subcommand is
    // used.
    command->immediate_callback();
    command->preparse_callback([command, &run](size_t) {
        for (const QString &id : Registry::standard().ids(u"importers"_s)) {
            if (const auto importer = Registry::standard().importer(id))
                addImporter(*command, **importer, run);
            else
                complain(visibleText(importer.error().text()));
        }
    });
    command->callback([command, &run] {
        if (command->get_subcommands().empty())
            run = [words = command->remaining()] { return runUnknown(words); };
    });
}

} // namespace touchstone::cli
