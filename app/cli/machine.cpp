#include "app/cli/enginehost.h"
#include "core/base/text.h"
#include "core/plugin/registry.h"
#include "core/run/lastingcache.h"

#include <algorithm>

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

/// Of each language, what each tool's version is; empty: it is missing.
using Versions = QMap<QString, QMap<QString, QString>>;

/// Tells about the tools of every language; whether all are there.
bool tellTools(EngineHost &host, const Versions &versions, bool json)
{
    bool complete = true;
    for (const Toolchain &toolchain : host.toolchains().all()) {
        QStringList missing;
        QStringList lines;
        for (const Tool &tool : toolchain.tools) {
            const QString version = versions[toolchain.language][tool.id];
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

/// What keeps an action of a toolchain from working: nothing, or a line for people.
QString missingFor(const Toolchain &toolchain, const QString &action, const Versions &versions)
{
    const auto known = toolchain.actions.constFind(action);
    if (known == toolchain.actions.cend())
        return u"the toolchain has no action '%1'"_s.arg(action);
    if (!versions[toolchain.language][known->tool].isEmpty())
        return {};
    const auto tool = std::ranges::find(toolchain.tools, known->tool, &Tool::id);
    return tool == toolchain.tools.end() ? known->tool
                                         : u"%1 (package %2)"_s.arg(known->tool, tool->package);
}

/// What scenarios of a kind lack in a language here. An analyser is any: one that works is enough.
QStringList missingFor(const Toolchain &toolchain, const ScenarioKind &kind,
                       const Versions &versions)
{
    QStringList missing;
    for (const QString &action : kind.actions()) {
        if (action != analyserAction(u"*"_s)) {
            if (const QString lack = missingFor(toolchain, action, versions); !lack.isEmpty())
                missing.append(lack);
            continue;
        }
        const QStringList analysers = toolchain.analysers();
        if (std::ranges::none_of(analysers, [&](const QString &name) {
                return missingFor(toolchain, analyserAction(name), versions).isEmpty();
            }))
            missing.append(analysers.isEmpty() ? u"the toolchain has no analyser"_s
                                               : u"an analyser: "_s + analysers.join(u", "_s));
    }
    missing.removeDuplicates();
    return missing;
}

/// The table of kinds and languages: what can be judged here.
void tellCells(EngineHost &host, const Versions &versions, bool json)
{
    QStringList reasons;
    QString head = u"\n"_s + QString().leftJustified(12);
    for (const Toolchain &toolchain : host.toolchains().all())
        head += toolchain.language.leftJustified(12);
    if (!json)
        print(head);
    for (const QString &id : host.engine().registry.ids(u"kinds"_s)) {
        const auto kind = host.engine().registry.kind(id);
        if (!kind)
            continue; // `plugins` tells what is wrong with it
        QString row = id.leftJustified(12);
        for (const Toolchain &toolchain : host.toolchains().all()) {
            const QStringList missing = missingFor(toolchain, **kind, versions);
            row += (missing.isEmpty() ? u"works"_s : u"–"_s).leftJustified(12);
            if (json)
                printEvent(u"cell"_s,
                           {{"kind", id},
                            {"language", toolchain.language},
                            {"works", missing.isEmpty()},
                            {"missing", missing}});
            if (!missing.isEmpty())
                reasons.append(
                    u"    %1 in %2 needs %3"_s.arg(id, toolchain.title, missing.join(u"; "_s)));
        }
        if (!json)
            print(row.trimmed());
    }
    if (!json && !reasons.isEmpty())
        print(u"\n"_s + reasons.join(u'\n'));
}

int runDoctor(bool json)
{
    auto host = EngineHost::make(Confine::Warm, lastingCachePath());
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
    const Versions versions = toolVersions((*host)->engine());
    const bool complete = tellTools(**host, versions, json);
    tellCells(**host, versions, json);
    return complete ? Done : Below;
}

} // namespace

void addMachineCommands(CLI::App &app, Run &run)
{
    auto doctorJson = std::make_shared<bool>(false);
    CLI::App *doctor = app.add_subcommand(
        "doctor",
        "Say what confinement and which tools this machine has, and which kinds of scenario it can "
        "judge in which language; exit 1 when a tool is missing");
    doctor->add_flag("--json", *doctorJson, "One JSON event a line");
    doctor->callback([doctorJson, &run] { run = [doctorJson] { return runDoctor(*doctorJson); }; });

    auto json = std::make_shared<bool>(false);
    CLI::App *plugins =
        app.add_subcommand("plugins", "List plugins, what they bring, and what is wrong with them");
    plugins->add_flag("--json", *json, "One JSON event a line");
    plugins->callback([json, &run] { run = [json] { return runPlugins(*json, true); }; });
}

} // namespace touchstone::cli
