#pragma once

#include "app/inspect/runreader.h"

#include "core/report/attemptselection.h"

#include <QtCore/QFileSystemWatcher>
#include <QtCore/QTimer>

namespace touchstone::inspect {

/// A run file's summaries, read in the background in batches and kept up to date while it grows;
/// and selections of them, worked out in the background too. All signals in the GUI thread.
class RunSource : public QObject {
    Q_OBJECT

public:
    explicit RunSource(const QString &path, QObject *parent = nullptr);
    ~RunSource() override;

    void start();
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const AttemptTable &table() const { return m_table; }
    [[nodiscard]] const RunManifest &manifest() const { return m_manifest; }
    [[nodiscard]] const QStringList &warnings() const { return m_warnings; }
    [[nodiscard]] bool isReading() const { return m_reading; } ///< not all rows are there yet
    /// Who makes attempts just now, if anybody, and what became of what was asked of them.
    [[nodiscard]] const RunActivity &activity() const { return m_activity; }
    [[nodiscard]] bool isRunning() const { return m_activity.isUnderWay(); }
    [[nodiscard]] qint64 expected() const { return m_last; } ///< rows, when all are read

    /// The last one that was asked for is answered by selected() or refused(); again when more
    /// attempts came.
    void select(const SelectionQuery &query);
    [[nodiscard]] qint64 workDone() const { return m_progress->done; }
    [[nodiscard]] qint64 workTotal() const { return m_progress->total; }
    [[nodiscard]] bool isSelecting() const { return m_selecting; }
    /// "stop", "pause", "resume"; answered by controlled(), and by activity() when it was heard.
    void control(const QString &request);

Q_SIGNALS:
    void opened(); ///< manifest and warnings are there
    void failed(const touchstone::Error &error); ///< it can't be read at all
    void grew(); ///< the table has more rows
    void restarted(); ///< the table is empty: everything is read anew
    void stateChanged(); ///< isReading(), activity()
    void selected(const std::shared_ptr<touchstone::AttemptSelection> &selection);
    void refused(const touchstone::Error &error);
    void controlled(const QString &request, const touchstone::Result<void> &done);

private:
    struct Batch;
    struct Look;
    void begin();
    void readOn();
    void take(const Batch &batch);
    void look();
    void takeLook(const Look &look);
    void setState(bool reading, const RunActivity &activity);
    void watch();

    QString m_path;
    std::unique_ptr<RunReader> m_reader; ///< of rows
    std::unique_ptr<RunReader> m_worker; ///< of selections
    std::shared_ptr<AttemptTableBuilder> m_builder; ///< used in the reader's thread alone
    std::shared_ptr<AttemptSelector> m_selector; ///< used in the worker's thread alone
    std::shared_ptr<WorkProgress> m_progress; ///< of the selection in work
    AttemptTable m_table;
    RunManifest m_manifest;
    QStringList m_warnings;
    SelectionQuery m_query;
    QTimer m_timer;
    QFileSystemWatcher m_watcher;
    QByteArray m_fileState;
    qint64 m_after = 0; ///< number of the last attempt read
    qint64 m_last = 0; ///< number of the last attempt there is
    size_t m_passes = 0;
    quint64 m_epoch = 0; ///< drops answers about a file that is read anew
    quint64 m_selectTicket = 0;
    bool m_reading = true;
    RunActivity m_activity;
    bool m_selecting = false;
    bool m_looking = false;
    bool m_hasQuery = false;
};

} // namespace touchstone::inspect
