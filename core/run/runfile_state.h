#pragma once

#include "core/run/blobcode.h"
#include "core/run/lease.h"
#include "core/run/redact_attempt.h"
#include "core/run/runfile.h"
#include "core/run/sqlite.h"

#include <QtCore/QHash>
#include <QtCore/QTemporaryDir>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace touchstone {

struct Salvaged;

/// What a RunFile is made of; shared by its sources (runfile_*.cpp) and by nobody else. Whoever
/// uses the database holds `mutex`: the heartbeat's thread does too.
struct RunFile::State {
    QString path; ///< as the user knows it
    QString workPath; ///< what is open: `path`, or where it is staged
    Mode mode = Mode::Read;
    QStringList warnings;
    std::unique_ptr<QTemporaryDir> copy; ///< outlives the database in it
    sqlite::Database database;
    mutable std::recursive_mutex mutex;
    mutable BlobCoder coder;

    // Statements that are used again and again, by the address of their text.
    mutable QHash<const void *, std::shared_ptr<sqlite::Statement>> statements;
    Result<sqlite::Statement *> statement(const char *sql) const;

    // Reading: texts and what attempts have from their scenarios, by number. Writing: numbers by
    // text and by scenario; cleared when a transaction fails, as its numbers never were.
    mutable QHash<qint64, QString> texts;
    mutable QHash<qint64, AttemptRecord> scenarios;
    QHash<QString, qint64> textNumbers;
    QHash<QByteArray, qint64> scenarioNumbers;
    void forgetNumbers();

    /// The attempt that a walk visits: what is asked about it next needs no index.
    mutable std::pair<QString, qint64> visited;
    /// Whether opening found damage, or any call since: indices may miss what is there.
    mutable bool damaged = false;
    // shared_ptr: its type is not complete here
    mutable std::shared_ptr<const Salvaged> salvaged; ///< see runfile_salvage.h

    Redactor redactor;
    ReplacedBlobs redactedBlobs; ///< of this session

    bool writing = false; ///< the lease is ours
    LeaseHolder holder;
    [[nodiscard]] bool isStaged() const { return workPath != path; }
    Result<void> beat();
    void startHeartbeat();
    void stopHeartbeat();
    std::mutex heartbeatMutex;
    std::condition_variable_any heartbeatStop;
    std::jthread heartbeat;

    ~State();
    Result<void> canWrite() const;
    void endWriting(); ///< gives the lease back, whatever else fails
};

/// A transaction of the run file's writer: fails when the lease is no longer ours.
Result<sqlite::Transaction> beginWriting(RunFile::State &state);
/// Enters it as the run of an empty file that is `holder`'s.
Result<void> enterRun(sqlite::Database &database, const RunManifest &manifest,
                      const LeaseHolder &holder);

} // namespace touchstone
