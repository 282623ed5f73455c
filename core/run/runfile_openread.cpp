#include "core/base/clock.h"
#include "core/run/runfile_open.h"
#include "core/run/schema.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 checkedBytes = 64LL << 20; // beyond, opening would take too long: verify() does it
constexpr int shownProblems = 3;
constexpr qsizetype longestProblem = 200; // of a text that may name every page

bool hasLog(const QString &path)
{
    return QFileInfo(path + u"-wal"_s).size() > 0;
}

/// A connection that can really read.
Result<sqlite::Database> tryOpen(const QString &path, sqlite::Access access)
{
    auto database = sqlite::Database::open(path, access);
    if (!database)
        return database;
    if (auto rows = database->integer("SELECT count(name) FROM sqlite_schema"); !rows)
        return std::unexpected(rows.error());
    return database;
}

/// The log of a killed run beside a file in a folder that can't be written to: put together in a
/// place of our own.
Result<sqlite::Database> openCopy(RunFile::State &state, const QString &path)
{
    state.copy = std::make_unique<QTemporaryDir>();
    const QString copy = state.copy->filePath(u"run.touchstone"_s);
    if (!state.copy->isValid() || !QFile::copy(path, copy)
        || !QFile::copy(path + u"-wal"_s, copy + u"-wal"_s))
        return fail(ErrorCode::Io,
                    u"%1: was left by a killed run, and there is no room for a copy to read it: "
                    "%2"_s.arg(path, state.copy->errorString()));
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    QFile::setPermissions(copy + u"-wal"_s, QFile::ReadOwner | QFile::WriteOwner);
    return tryOpen(copy, sqlite::Access::Write);
}

/// From the least to the most intrusive way.
Result<sqlite::Database> openSomehow(RunFile::State &state, const QString &path)
{
    auto database = tryOpen(path, sqlite::Access::Read);
    if (database || database.error().code != ErrorCode::Io)
        return database;
    // A journal or log that a killed process left needs somebody who may write to put it in order.
    {
        auto recovered = tryOpen(path, sqlite::Access::Write);
    }
    if (auto again = tryOpen(path, sqlite::Access::Read))
        return again;
    if (hasLog(path))
        return openCopy(state, path);
    if (auto plain = tryOpen(path, sqlite::Access::Immutable))
        return plain;
    return database;
}

/// Follows a run that is being written elsewhere.
Result<void> follow(RunFile::State &state)
{
    const auto held = readLease(state.database);
    if (!held || !*held || (*held)->staged.isEmpty())
        return {}; // a damaged lease does not matter here
    const LeaseHolder &holder = **held;
    const bool here = holder.host == thisProcess(0).host;
    if (here && QFileInfo::exists(holder.staged)) {
        auto database = openSomehow(state, holder.staged);
        if (!database)
            return std::unexpected(database.error());
        state.workPath = holder.staged;
        state.database = std::move(*database);
        return {};
    }
    state.warnings.append(
        here ? u"%1: what was run last was in %2, which is gone"_s.arg(state.path, holder.staged)
             : u"%1: shows what has been published; what was run since is on host %2, in %3"_s.arg(
                   state.path, holder.host, holder.staged));
    return {};
}

void lookForDamage(RunFile::State &state)
{
    if (QFileInfo(state.workPath).size() > checkedBytes)
        return;
    auto query = state.database.prepare("PRAGMA quick_check(3)");
    for (int shown = 0; query && shown < shownProblems; ++shown) {
        const auto row = query->step();
        if (!row) {
            state.warnings.append(row.error().text());
            return;
        }
        if (!*row || query->text(0) == u"ok")
            return;
        state.warnings.append(u"%1: is damaged: %2"_s.arg(
            state.path, query->text(0).simplified().left(longestProblem)));
    }
}

} // namespace

Result<void> checkWhole(const QString &path)
{
    const auto header = schema::readHeader(path);
    if (!header)
        return std::unexpected(header.error());
    const qint64 size = QFileInfo(path).size();
    const qint64 wanted = header->pages * header->pageBytes;
    if (wanted > size && !hasLog(path)) // with a log, the file itself may lag behind
        return fail(
            ErrorCode::Corrupt,
            u"%1: is truncated: %2 bytes of %3 are there"_s.arg(path).arg(size).arg(wanted));
    return {};
}

namespace {

Result<void> openDatabase(RunFile::State &state)
{
    state.damaged = !state.warnings.isEmpty();
    auto database = state.damaged ? tryOpen(state.path, sqlite::Access::Salvage)
                                  : openSomehow(state, state.path);
    if (!database)
        return std::unexpected(database.error());
    state.database = std::move(*database);
    if (auto followed = follow(state); !followed)
        return followed;
    const auto missing = schema::compare(state.database);
    if (!missing)
        return std::unexpected(missing.error());
    for (const QString &part : *missing)
        state.warnings.append(u"%1: is damaged: %2"_s.arg(state.path, part));
    lookForDamage(state);
    state.damaged = !state.warnings.isEmpty();
    return {};
}

} // namespace

Result<void> openToRead(RunFile::State &state)
{
    state.workPath = state.path;
    if (auto header = schema::readHeader(state.path); !header)
        return std::unexpected(header.error());
    const auto whole = checkWhole(state.path);
    if (!whole)
        state.warnings.append(whole.error().message + u"; what is in the rest is lost"_s);
    auto opened = openDatabase(state);
    if (!opened && !whole)
        return fail(opened.error().code,
                    u"%1, too little to read anything: %2"_s.arg(whole.error().message,
                                                                 opened.error().message));
    return opened;
}

Result<std::unique_ptr<RunFile>> RunFile::open(const QString &path, Mode mode)
{
    auto state = std::make_unique<State>();
    state->path = path;
    state->mode = mode;
    auto opened = mode == Mode::Write ? openToWrite(*state) : openToRead(*state);
    if (!opened)
        return std::unexpected(std::move(opened.error()).within(u"opening %1"_s.arg(path)));
    return std::unique_ptr<RunFile>(new RunFile(std::move(state)));
}

} // namespace touchstone
