#include "app/cli/enginehost.h"
#include "core/base/text.h"
#include "core/plugin/registry.h"

using namespace Qt::StringLiterals;

namespace touchstone::cli {
namespace {

int runPlugins(bool json, bool load)
{
    Registry &registry = Registry::standard();
    if (load) { // so that whatever is broken shows
        for (const QString &id : registry.ids(u"kinds"_s))
            std::ignore = registry.kind(id);
        for (const QString &id : registry.ids(u"agents"_s))
            std::ignore = registry.agentFactory(id);
        for (const QString &id : registry.ids(u"checks"_s))
            std::ignore = registry.check(id);
        for (const QString &id : registry.ids(u"importers"_s))
            std::ignore = registry.importer(id);
    }
    int code = Done;
    for (const PluginInfo &plugin : registry.plugins()) {
        if (!plugin.problem.isEmpty())
            code = HarnessErrors;
        if (json) {
            printEvent(u"plugin"_s,
                       {{"name", plugin.name},
                        {"title", plugin.title},
                        {"version", plugin.version},
                        {"file", plugin.file},
                        {"provides", plugin.provides},
                        {"loaded", plugin.loaded},
                        {"problem", plugin.problem}});
            continue;
        }
        print(u"%1 %2  %3"_s.arg(plugin.name, plugin.version, visibleText(plugin.title)));
        for (auto it = plugin.provides.cbegin(); it != plugin.provides.cend(); ++it)
            print(
                u"    %1 %2"_s.arg((it.key() + u':').leftJustified(11), it.value().join(u", "_s)));
        if (!plugin.problem.isEmpty())
            print(u"    CAN'T BE USED: %1 (%2)"_s.arg(visibleText(plugin.problem), plugin.file));
    }
    if (!json) {
        print(u"\nAgents, as --agent takes them:"_s);
        for (const QString &name : registry.ids(u"agents"_s))
            if (const auto factory = registry.agentFactory(name))
                print(u"    %1  %2"_s.arg((*factory)->usage().leftJustified(28),
                                          (*factory)->summary()));
    }
    return code;
}

/// What a toolchain can do here with the tools there are: "syntax, cases; not: test (pytest)".
QString workingActions(const Toolchain &toolchain, const QStringList &missing)
{
    QStringList works;
    QStringList fails;
    for (auto it = toolchain.actions.cbegin(); it != toolchain.actions.cend(); ++it) {
        if (missing.contains(it->tool))
            fails.append(u"%1 (needs %2)"_s.arg(it.key(), it->tool));
        else
            works.append(it.key());
    }
    return fails.isEmpty() ? works.join(u", "_s)
                           : u"%1; not %2"_s.arg(works.join(u", "_s), fails.join(u", "_s));
}

/// Tells about the tools of every language; whether all are there.
bool tellTools(EngineHost &host, bool json)
{
    bool complete = true;
    for (const Toolchain &toolchain : host.toolchains().all()) {
        QStringList missing;
        QStringList lines;
        for (const Tool &tool : toolchain.tools) {
            const QString version = toolVersion(host.engine().executor, toolchain, tool);
            if (version.isEmpty())
                missing.append(tool.id);
            if (json)
                printEvent(u"tool"_s,
                           {{"language", toolchain.language},
                            {"tool", tool.id},
                            {"version", version},
                            {"available", !version.isEmpty()},
                            {"package", tool.package}});
            lines.append(version.isEmpty()
                             ? u"    %1 MISSING: install the package %2"_s.arg(
                                   tool.id.leftJustified(14), tool.package)
                             : u"    %1 %2"_s.arg(tool.id.leftJustified(14), visibleText(version)));
        }
        complete = complete && missing.isEmpty();
        if (json)
            continue;
        print(u"\n%1"_s.arg(toolchain.title));
        for (const QString &line : lines)
            print(line);
        print(u"    works:         %1"_s.arg(workingActions(toolchain, missing)));
    }
    return complete;
}

int runDoctor(bool json)
{
    auto host = EngineHost::make(Confine::Warm);
    if (!host)
        return report(host.error());
    const Confinement confinement = (*host)->executor().confinement();
    if (json) {
        printEvent(u"confinement"_s,
                   {{"form", confinement.form},
                    {"features", confinement.features},
                    {"missing", confinement.missing},
                    {"environment", (*host)->environment()}});
    } else {
        print(u"Confinement: %1"_s.arg(confinement.form));
        for (const QString &feature : confinement.features)
            print(u"    has      %1"_s.arg(feature));
        for (const QString &missing : confinement.missing)
            print(u"    lacks    %1"_s.arg(missing));
    }
    return tellTools(**host, json) ? Done : Below;
}

} // namespace

void addMachineCommands(CLI::App &app, Run &run)
{
    auto doctorJson = std::make_shared<bool>(false);
    CLI::App *doctor = app.add_subcommand(
        "doctor",
        "Say what confinement and which tools this machine has; exit 1 when a tool is missing");
    doctor->add_flag("--json", *doctorJson, "One JSON event a line");
    doctor->callback([doctorJson, &run] { run = [doctorJson] { return runDoctor(*doctorJson); }; });

    auto json = std::make_shared<bool>(false);
    CLI::App *plugins =
        app.add_subcommand("plugins", "List plugins, what they bring, and what is wrong with them");
    plugins->add_flag("--json", *json, "One JSON event a line");
    plugins->callback([json, &run] { run = [json] { return runPlugins(*json, true); }; });
}

} // namespace touchstone::cli
