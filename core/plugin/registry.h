#pragma once

#include "core/plugin/plugin.h"

#include <QtCore/QMap>

#include <map>
#include <mutex>

namespace touchstone {

/// What is known of one plugin file.
struct PluginInfo {
    QString name;
    QString title;
    QString version;
    QString file;
    QMap<QString, QStringList> provides; ///< "kinds", "agents", "checks", "importers" to ids
    bool loaded = false;
    QString problem; ///< why it can't be used; empty: it can
};

/// Everything that has an id: what core itself brings and what plugins announce. A plugin is loaded
/// when one of its ids is asked for; one that is broken is reported and the rest works.
/// Thread-safe.
class Registry {
public:
    /// Reads the metadata of the plugins in `folders` (none of them is loaded yet).
    explicit Registry(const QStringList &folders);
    /// Over pluginFolders().
    static Registry &standard();

    /// NotFound lists the ids there are; a broken plugin's problem is named.
    [[nodiscard]] Result<const ScenarioKind *> kind(const QString &id);
    [[nodiscard]] Result<const Check *> check(const QString &type);
    [[nodiscard]] Result<const Importer *> importer(const QString &id);
    [[nodiscard]] Result<const AgentFactory *> agentFactory(const QString &name);
    /// An agent from "NAME" or "NAME:ARGUMENT".
    [[nodiscard]] Result<std::unique_ptr<Agent>> agent(const QString &specification);

    [[nodiscard]] QStringList
    ids(const QString &category) const; ///< "kinds", "agents", "checks", "importers"
    [[nodiscard]] std::vector<PluginInfo> plugins() const;

private:
    template <typename T> using ById = std::map<QString, std::unique_ptr<T>>;

    void announce(PluginInfo info);
    void loadLocked(PluginInfo &plugin);
    void takeLocked(Contributions contributions, PluginInfo &plugin);
    template <typename T>
    void takeLocked(std::vector<std::unique_ptr<T>> items, const QString &category, ById<T> &known,
                    PluginInfo &plugin);
    template <typename T>
    Result<const T *> find(const QString &category, const QString &noun, const QString &id,
                           const ById<T> &known);

    mutable std::mutex m_mutex; ///< guards everything below
    std::vector<PluginInfo> m_plugins; ///< the first is core itself
    std::map<QString, std::map<QString, size_t>> m_owners; ///< category to id to index in m_plugins
    ById<ScenarioKind> m_kinds;
    ById<AgentFactory> m_agents;
    ById<Check> m_checks;
    ById<Importer> m_importers;
};

} // namespace touchstone
