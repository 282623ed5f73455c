#pragma once

#include "core/run/sqlite.h"
#include "core/run/textindex.h"

namespace touchstone {

struct TextIndex::State {
    QString path;
    sqlite::Database database;

    static Result<State> open(const QString &path);
    Result<void> make(const QString &runId);
    /// Throws away what is there.
    static Result<State> anew(const QString &path, const QString &runId);
    Result<bool> belongsTo(const RunFile &file, const QString &runId) const;
    Result<qint64> add(const RunFile &file, qint64 after, qint64 upTo,
                       const std::function<bool()> &goesOn);
    Result<void> addAttempt(const RunFile &file, const QString &id, qint64 &part);
    Result<qint64> last() const { return database.integer("SELECT last FROM state WHERE n = 1"); }
};

} // namespace touchstone
