#pragma once

#include "core/plugin/plugin.h"

#include <QtCore/QMap>

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
    void announce(PluginInfo info);
    void loadLocked(size_t plugin);
    QString takeLocked(Contributions contributions, const PluginInfo *info);
    template <typename T>
    Result<const T *> findLocked(const QString &category, const QString &id,
                                 const QMap<QString, std::shared_ptr<T>> &known);

    mutable std::mutex m_mutex;
    std::vector<PluginInfo> m_plugins; ///< the first is core itself
    QMap<QString, QMap<QString, size_t>> m_owners; ///< category to id to plugin
    // QMap needs copyable values, hence shared_ptr; nothing is ever shared.
    QMap<QString, std::shared_ptr<ScenarioKind>> m_kinds;
    QMap<QString, std::shared_ptr<AgentFactory>> m_agents;
    QMap<QString, std::shared_ptr<Check>> m_checks;
    QMap<QString, std::shared_ptr<Importer>> m_importers;
};

} // namespace touchstone
