#include "app/cli/cli.h"
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
            printEvent(u"plugin"_s, {{"name", plugin.name}, {"title", plugin.title}, {"version", plugin.version}, {"file", plugin.file},
                                     {"provides", plugin.provides}, {"loaded", plugin.loaded}, {"problem", plugin.problem}});
            continue;
        }
        print(u"%1 %2  %3"_s.arg(plugin.name, plugin.version, visibleText(plugin.title)));
        for (auto it = plugin.provides.cbegin(); it != plugin.provides.cend(); ++it)
            print(u"    %1 %2"_s.arg((it.key() + u':').leftJustified(11), it.value().join(u", "_s)));
        if (!plugin.problem.isEmpty())
            print(u"    CAN'T BE USED: %1 (%2)"_s.arg(visibleText(plugin.problem), plugin.file));
    }
    if (!json) {
        print(u"\nAgents, as --agent takes them:"_s);
        for (const QString &name : registry.ids(u"agents"_s))
            if (const auto factory = registry.agentFactory(name))
                print(u"    %1  %2"_s.arg((*factory)->usage().leftJustified(28), (*factory)->summary()));
    }
    return code;
}

} // namespace

void addMachineCommands(CLI::App &app, Run &run)
{
    auto json = std::make_shared<bool>(false);
    CLI::App *plugins = app.add_subcommand("plugins", "List plugins, what they bring, and what is wrong with them");
    plugins->add_flag("--json", *json, "One JSON event a line");
    plugins->callback([json, &run] { run = [json] { return runPlugins(*json, true); }; });
}

} // namespace touchstone::cli
