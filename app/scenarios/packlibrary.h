#pragma once

#include "app/scenarios/loadedpack.h"

#include "core/report/lastresults.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QThreadPool>

namespace touchstone::ide {
class Settings;
}

namespace touchstone::scenarios {

/// The packs that the window knows: those that ship with Touchstone and those that were opened.
/// They are read by a thread of its own, one after the other. GUI thread.
class PackLibrary : public QObject {
    Q_OBJECT

public:
    /// `shipped`: the folder whose subfolders are packs; empty: none ship.
    PackLibrary(ide::Settings &settings, const QString &shipped, QObject *parent = nullptr);
    ~PackLibrary() override;

    /// Begins to read all packs.
    void load();
    /// A pack's folder, remembered for the next time; nothing happens where it is known.
    void add(const QString &folder);
    void forget(const QString &folder);
    void reload(const QString &folder);

    [[nodiscard]] const std::vector<PackPointer> &packs() const { return m_packs; }
    /// Null: not known, or not read yet.
    [[nodiscard]] PackPointer find(const QString &folder) const;
    [[nodiscard]] bool isLoading() const { return m_waiting > 0; }

    /// The runs whose results the scenarios show, the latest first; read in the background.
    void setRuns(const QStringList &runs);
    [[nodiscard]] const ScenarioResults &results() const { return m_results; }
    [[nodiscard]] const ScenarioResult *result(const QString &pack, const QString &id) const;

Q_SIGNALS:
    void changed(); ///< packs(), results() or isLoading()

private:
    void read(const QString &folder, bool isShipped);
    void put(const PackPointer &pack);
    void remember();

    ide::Settings &m_settings;
    QString m_shipped;
    std::vector<PackPointer> m_packs; ///< shipped ones first, then by name
    QHash<QString, bool> m_known; ///< folder to whether it shipped
    ScenarioResults m_results;
    QStringList m_runs;
    int m_waiting = 0;
    int m_runsTicket = 0;
    std::atomic<bool> m_stopped = false;
    QThreadPool m_pool; ///< one thread
    QThreadPool m_runsPool; ///< one thread
};

} // namespace touchstone::scenarios
