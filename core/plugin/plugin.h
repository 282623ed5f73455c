#pragma once

#include "core/plugin/importer.h"
#include "core/plugin/kind.h"

#include <QtCore/QtPlugin>

namespace touchstone {

/// What a plugin brings. Ids that its metadata does not announce are refused, as are ids that are
/// taken.
struct Contributions {
    std::vector<std::unique_ptr<ScenarioKind>> kinds;
    std::vector<std::unique_ptr<AgentFactory>> agents;
    std::vector<std::unique_ptr<Check>> checks;
    std::vector<std::unique_ptr<Importer>> importers;
};

/// A Qt plugin of Touchstone: a QObject with Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE
/// "plugin.json") and Q_INTERFACES(touchstone::Plugin). The metadata says what it provides, so that
/// it is loaded only when that is needed:
///   {"name": "generate", "title": "…", "version": "0.1.0", "abi": 1,
///    "kinds": ["generate"], "agents": [], "checks": ["signature"], "importers": []}
/// Plugins are trusted code; strangers extend Touchstone by programs that speak JSON-RPC.
class Plugin {
public:
    virtual ~Plugin() = default;
    /// Called once, from whichever thread needs the plugin first.
    virtual Contributions contribute() = 0;
};

} // namespace touchstone

#define TouchstonePluginIid "org.touchstone.Plugin/1"
Q_DECLARE_INTERFACE(touchstone::Plugin, TouchstonePluginIid)
