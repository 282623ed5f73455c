#include "core/run/runfile_refs.h"
#include "core/run/runfile_write.h"
#include "core/run/staging.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

void removeRests(const QString &path)
{
    for (const QString &rest : {u"-wal"_s, u"-shm"_s})
        QFile::remove(path + rest);
}

/// Leaves WAL mode in place; Busy while anybody else has the file open.
Result<void> leaveLog(sqlite::Database &database)
{
    const auto mode = database.text("PRAGMA journal_mode=DELETE");
    if (!mode)
        return std::unexpected(mode.error());
    if (*mode != u"delete")
        return fail(ErrorCode::Busy, u"%1: others have it open"_s.arg(database.path()));
    return {};
}

/// With readers about: everything goes into the main file, and a plain copy of that takes its
/// place. The readers keep what they have open.
Result<void> replaceByCopy(RunFile::State &state)
{
    auto query = state.database.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!query)
        return std::unexpected(query.error());
    const auto row = query->step();
    if (!row)
        return std::unexpected(row.error());
    if (!*row || query->integer(0) != 0)
        return fail(
            ErrorCode::Busy,
            u"%1: somebody is reading it just now; all attempts are in it, publish it again "
            "later"_s.arg(state.workPath));
    query->reset();
    const QString copy = state.workPath + u".new-"_s + newId();
    auto into = state.database.prepare("VACUUM INTO ?");
    if (!into)
        return std::unexpected(into.error());
    if (auto done = into->bind(1, copy).run(); !done) {
        QFile::remove(copy);
        return done;
    }
    state.statements.clear();
    *into = {};
    *query = {};
    state.database = {};
    removeRests(state.workPath); // the log is empty; the readers' own are open
    if (::rename(QFile::encodeName(copy).constData(), QFile::encodeName(state.workPath).constData())
        != 0)
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(state.workPath, qt_error_string(errno)));
    staging::syncFolder(state.workPath);
    auto database = sqlite::Database::open(state.workPath, sqlite::Access::Write);
    if (!database)
        return std::unexpected(database.error());
    state.database = std::move(*database);
    return {};
}

/// Brings a staged run to its place and goes on reading there.
Result<void> moveToPlace(RunFile::State &state)
{
    state.database = {};
    if (auto copied = staging::copyOver(state.workPath, state.path); !copied)
        return copied;
    QFile::remove(state.workPath);
    removeRests(state.workPath);
    state.workPath = state.path;
    return {};
}

Result<void> unlease(sqlite::Database &database)
{
    if (auto done = database.run("PRAGMA synchronous=FULL"); !done)
        return done;
    return endLease(database);
}

/// Everything but giving up the right to write.
Result<void> makePlain(RunFile::State &state)
{
    {
        auto ours = beginWriting(state);
        if (!ours)
            return std::unexpected(ours.error());
    }
    state.statements.clear();
    auto plain = leaveLog(state.database);
    if (!plain && plain.error().code == ErrorCode::Busy)
        plain = replaceByCopy(state);
    return plain ? unlease(state.database) : plain;
}

} // namespace

Result<void> RunFile::publish()
{
    m_state->stopHeartbeat(); // it wants the mutex, too
    const std::scoped_lock lock(m_state->mutex);
    if (auto plain = makePlain(*m_state); !plain) {
        if (m_state->writing)
            m_state->startHeartbeat();
        return std::unexpected(
            std::move(plain.error()).within(u"publishing %1"_s.arg(m_state->path)));
    }
    m_state->writing = false;
    if (m_state->isStaged())
        if (auto moved = moveToPlace(*m_state); !moved)
            return moved;
    auto database = sqlite::Database::open(m_state->path, sqlite::Access::Read);
    if (!database)
        return std::unexpected(database.error());
    m_state->statements.clear();
    m_state->database = std::move(*database);
    return {};
}

Result<void> RunFile::compact()
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->statements.clear();
    auto transaction = beginWriting(*m_state);
    if (!transaction)
        return std::unexpected(transaction.error());
    if (auto dropped = dropUnreferenced(*this, *m_state); !dropped)
        return std::unexpected(
            std::move(dropped.error()).within(u"compacting %1"_s.arg(m_state->path)));
    if (auto done = transaction->commit(); !done)
        return done;
    m_state->forgetNumbers();
    if (auto done = m_state->database.run("VACUUM"); !done)
        return done;
    return m_state->database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace touchstone
