#include "core/run/runfile_open.h"
#include "core/base/clock.h"
#include "core/run/runfile_write.h"
#include "core/run/schema.h"
#include "core/run/staging.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {

namespace {

/// For failures of a file that has the marks of a run file.
Error withRescue(Error error)
{
    if (error.code == ErrorCode::Corrupt)
        error.message += u"; `touchstone merge` copies what is readable into a new file"_s;
    return error;
}

Result<void> refuseExisting(const QString &path)
{
    const QFileInfo info(path);
    if (!info.absoluteDir().exists())
        return fail(ErrorCode::Io, u"%1: there is no folder %2"_s.arg(path, info.absolutePath()));
    if (!info.exists() && !info.isSymLink())
        return {};
    const qint64 now = Clock::system().wallMs();
    if (schema::readHeader(path))
        if (auto database = sqlite::Database::open(path, sqlite::Access::Read))
            if (const auto held = readLease(*database);
                held && *held && isAlive(**held, thisProcess(now), now))
                return fail(ErrorCode::Busy,
                            u"%1: is being written by %2"_s.arg(path, describe(**held, now)));
    return fail(ErrorCode::BadInput,
                u"%1 exists; resume it, or give another name for a new run"_s.arg(path));
}

/// A complete run file at `path`, which is not there yet, in one step: whoever sees it sees all of
/// it, and a kill leaves nothing or everything.
Result<void> makeFile(const QString &path, const RunManifest &manifest, const LeaseHolder &holder)
{
    const QFileInfo info(path);
    const QString making =
        info.absoluteDir().filePath(u".%1.new-%2"_s.arg(info.fileName(), newId()));
    Result<void> done;
    {
        auto database = sqlite::Database::open(making, sqlite::Access::Create);
        if (!database)
            return std::unexpected(std::move(database.error()).within(u"making %1"_s.arg(path)));
        done = schema::make(*database);
        if (done)
            done = enterRun(*database, manifest, holder);
    }
    if (done)
        done = staging::renameToFree(making, path);
    if (!done) {
        QFile::remove(making);
        QFile::remove(making + u"-journal"_s);
        return std::unexpected(std::move(done.error()).within(u"making %1"_s.arg(path)));
    }
    staging::syncFolder(path);
    return {};
}

Result<void> checkSound(const sqlite::Database &database)
{
    auto query = database.prepare("PRAGMA quick_check(1)");
    if (!query)
        return std::unexpected(query.error());
    const auto row = query->step();
    if (!row)
        return std::unexpected(row.error());
    const QString answer = *row ? query->text(0) : QString();
    if (answer == u"ok")
        return {};
    return fail(ErrorCode::Corrupt, u"%1: is damaged: %2"_s.arg(database.path(), answer));
}

/// All that must hold before a row is written.
Result<void> checkForWriting(sqlite::Database &database)
{
    const auto found = database.integer("PRAGMA user_version");
    if (!found)
        return std::unexpected(found.error());
    if (*found < schema::version)
        if (auto done = schema::migrate(database, schema::migrations(), schema::version); !done)
            return done;
    const auto missing = schema::compare(database);
    if (!missing)
        return std::unexpected(missing.error());
    if (!missing->isEmpty())
        return fail(ErrorCode::Corrupt,
                    u"%1: is damaged: %2"_s.arg(database.path(), missing->join(u", "_s)));
    return checkSound(database);
}

Result<void> takeIn(sqlite::Database &database, const LeaseHolder &holder)
{
    auto transaction = sqlite::Transaction::begin(database);
    if (!transaction)
        return std::unexpected(transaction.error());
    if (auto taken = takeLease(database, holder, Clock::system().wallMs()); !taken)
        return taken;
    // A request to the last holder is none to us.
    if (auto done = database.run("DELETE FROM control"); !done)
        return done;
    return transaction->commit();
}

/// Where the run at `state.path` is to be written: there, or in a local place.
Result<void> chooseWorkPath(RunFile::State &state, const std::optional<LeaseHolder> &last)
{
    state.workPath = state.path;
    const bool begunElsewhere = last && !last->staged.isEmpty();
    if (begunElsewhere && last->host != state.holder.host)
        return fail(ErrorCode::Io,
                    u"%1: what was run last is on host %2, in %3: resume it there, or copy that "
                    "file here over this one"_s.arg(state.path, last->host, last->staged));
    if (begunElsewhere && QFileInfo::exists(last->staged)) {
        state.workPath = last->staged;
        return {};
    }
    if (begunElsewhere)
        state.warnings.append(
            u"%1: what was run last was in %2, which is gone: those attempts are lost"_s.arg(
                state.path, last->staged));
    if (!staging::isNeeded(state.path))
        return {};
    const auto place = staging::place(state.path);
    if (!place)
        return std::unexpected(place.error());
    state.workPath = *place;
    for (const QString &rest : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(*place + rest); // of an earlier run at the same place
    return {};
}

/// Takes the lease at the place of a run that is written elsewhere, then brings it there.
Result<void> stage(RunFile::State &state)
{
    {
        auto place = sqlite::Database::open(state.path, sqlite::Access::Write);
        if (!place)
            return std::unexpected(place.error());
        LeaseHolder atPlace = state.holder;
        atPlace.staged = state.workPath;
        if (auto taken = takeIn(*place, atPlace); !taken)
            return taken;
    }
    state.writing = true; // from here on the destructor gives the lease back
    if (QFileInfo::exists(state.workPath))
        return {};
    return staging::copyOver(state.path, state.workPath);
}

} // namespace

Result<void> enterRun(sqlite::Database &database, const RunManifest &manifest,
                      const LeaseHolder &holder)
{
    RunFile::State state;
    state.database = std::move(database);
    state.redactor = Redactor::fromEnvironment();
    Result<void> done;
    {
        auto transaction = sqlite::Transaction::begin(state.database);
        if (!transaction)
            return std::unexpected(transaction.error());
        RowWriter writer(state);
        writer.run(manifest);
        writer.pass({1, manifest.createdMs, manifest.touchstone, Json::object()});
        done = writer.finish();
        if (done)
            done = takeLease(state.database, holder, holder.heartbeatMs);
        if (done)
            done = transaction->commit();
    }
    state.statements.clear();
    database = std::move(state.database);
    return done;
}

/// Opens the working file in WAL mode and takes its lease. A commit is synced to disk only with the
/// next checkpoint (synchronous=NORMAL): a kill of this process loses nothing that was committed; a
/// power cut may lose the last transactions, never the file, and resume does them again.
Result<void> startWriting(RunFile::State &state)
{
    auto database = sqlite::Database::open(state.workPath, sqlite::Access::Write);
    if (!database)
        return std::unexpected(database.error());
    state.database = std::move(*database);
    if (auto sound = checkForWriting(state.database); !sound)
        return std::unexpected(withRescue(sound.error()));
    if (auto taken = takeIn(state.database, state.holder); !taken)
        return taken;
    state.writing = true; // from here on the destructor gives the lease back
    if (auto done = state.database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                                       "PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=1000;"
                                       "PRAGMA journal_size_limit=16777216");
        !done)
        return done;
    state.redactor = Redactor::fromEnvironment();
    state.startHeartbeat();
    return {};
}

Result<std::unique_ptr<RunFile>> RunFile::create(const QString &path, const RunManifest &manifest)
{
    if (auto free = refuseExisting(path); !free)
        return std::unexpected(free.error());
    auto state = std::make_unique<State>();
    state->path = path;
    state->mode = Mode::Write;
    state->holder = thisProcess(Clock::system().wallMs());
    RunManifest entered = manifest;
    if (entered.runId.isEmpty())
        entered.runId = newId();
    if (entered.createdMs == 0)
        entered.createdMs = state->holder.sinceMs;
    if (auto chosen = chooseWorkPath(*state, std::nullopt); !chosen)
        return std::unexpected(chosen.error());
    LeaseHolder atPlace = state->holder;
    if (state->isStaged())
        atPlace.staged = state->workPath;
    if (auto made = makeFile(path, entered, atPlace); !made)
        return std::unexpected(made.error());
    state->writing = true;
    if (state->isStaged())
        if (auto staged = stage(*state); !staged)
            return std::unexpected(staged.error());
    if (auto started = startWriting(*state); !started)
        return std::unexpected(std::move(started.error()).within(u"making %1"_s.arg(path)));
    return std::unique_ptr<RunFile>(new RunFile(std::move(state)));
}

Result<void> openToWrite(RunFile::State &state)
{
    if (auto whole = checkWhole(state.path); !whole)
        return std::unexpected(withRescue(whole.error()));
    state.holder = thisProcess(Clock::system().wallMs());
    std::optional<LeaseHolder> last;
    {
        auto place = sqlite::Database::open(state.path, sqlite::Access::Write);
        if (!place)
            return std::unexpected(place.error());
        const auto held = readLease(*place);
        if (!held)
            return std::unexpected(withRescue(held.error()));
        last = *held;
        if (last && isAlive(*last, state.holder, state.holder.sinceMs))
            return takeLease(*place, state.holder, state.holder.sinceMs); // says who
    }
    if (auto chosen = chooseWorkPath(state, last); !chosen)
        return chosen;
    if (state.isStaged())
        if (auto staged = stage(state); !staged)
            return staged;
    return startWriting(state);
}

} // namespace touchstone
