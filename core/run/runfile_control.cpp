#include "core/base/clock.h"
#include "core/run/runfile_open.h"
#include "core/run/runfile_write.h"
#include "core/run/schema.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

const QStringList &requests()
{
    static const QStringList known{u"stop"_s, u"pause"_s, u"resume"_s};
    return known;
}

/// How a writer answers, in the same table; nothing stands there for Running. Those that ask and
/// those that take requests pass over it.
const QString paused = u"paused"_s;
const QString stopping = u"stopping"_s;

Result<void> insertRequest(sqlite::Database &database, const QString &request)
{
    auto insert = database.prepare("INSERT INTO control (request) VALUES (?)");
    if (!insert)
        return std::unexpected(insert.error());
    return insert->bind(1, request).run();
}

/// The oldest request, taken out; empty: none.
Result<QString> takeRequest(sqlite::Database &database)
{
    qint64 n = 0;
    QString request;
    {
        auto query = database.prepare(
            "SELECT n, request FROM control WHERE request NOT IN ('paused', 'stopping') "
            "ORDER BY n LIMIT 1");
        if (!query)
            return std::unexpected(query.error());
        const auto row = query->step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return QString();
        n = query->integer(0);
        request = query->text(1);
    }
    auto remove = database.prepare("DELETE FROM control WHERE n = ?");
    if (!remove)
        return std::unexpected(remove.error());
    if (auto done = remove->bind(1, n).run(); !done)
        return std::unexpected(done.error());
    return requests().contains(request) ? request : QString();
}

Result<void> putAnswer(sqlite::Database &database, const QString &answer)
{
    auto transaction = sqlite::Transaction::begin(database);
    if (!transaction)
        return std::unexpected(transaction.error());
    if (auto done = database.run("DELETE FROM control WHERE request IN ('paused', 'stopping')");
        !done)
        return done;
    if (!answer.isEmpty())
        if (auto done = insertRequest(database, answer); !done)
            return done;
    return transaction->commit();
}

/// The writer's answer, and the last request that it has not heard.
Result<void> readControl(const sqlite::Database &database, RunActivity &activity)
{
    auto query = database.prepare("SELECT request FROM control ORDER BY n LIMIT 100");
    if (!query)
        return std::unexpected(query.error());
    for (;;) {
        const auto row = query->step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return {};
        const QString request = query->text(0);
        if (request == paused)
            activity.state = RunActivity::State::Paused;
        else if (request == stopping)
            activity.state = RunActivity::State::Stopping;
        else if (requests().contains(request))
            activity.asked = request;
    }
}

} // namespace

Result<bool> RunFile::isRunning(const QString &path)
{
    const auto now = activity(path);
    return now ? Result<bool>(now->isUnderWay()) : std::unexpected(now.error());
}

Result<RunActivity> RunFile::activity(const QString &path)
{
    if (auto header = schema::readHeader(path); !header)
        return std::unexpected(header.error());
    const auto database = sqlite::Database::open(path, sqlite::Access::Read);
    if (!database)
        return std::unexpected(database.error());
    const auto held = readLease(*database);
    if (!held)
        return std::unexpected(held.error());
    RunActivity activity;
    if (!*held || (*held)->token.isEmpty())
        return activity;
    const qint64 now = Clock::system().wallMs();
    activity.holder = describe(**held, now);
    activity.silentMs = std::max<qint64>(0, now - (*held)->heartbeatMs);
    activity.state = RunActivity::State::Lost;
    if (!isAlive(**held, thisProcess(now), now))
        return activity;
    activity.state = RunActivity::State::Running;
    if (auto read = readControl(*database, activity); !read)
        return std::unexpected(std::move(read.error()));
    return activity;
}

Result<void> RunFile::requestControl(const QString &path, const QString &request)
{
    if (!requests().contains(request))
        return fail(
            ErrorCode::BadInput,
            u"'%1' is no request to a run; %2 are"_s.arg(request, requests().join(u", "_s)));
    if (auto header = schema::readHeader(path); !header)
        return std::unexpected(header.error());
    auto database = sqlite::Database::open(path, sqlite::Access::Write);
    if (!database)
        return std::unexpected(database.error());
    const auto held = readLease(*database);
    if (!held)
        return std::unexpected(held.error());
    const qint64 now = Clock::system().wallMs();
    const LeaseHolder self = thisProcess(now);
    if (!*held || !isAlive(**held, self, now))
        return fail(ErrorCode::NotFound,
                    u"%1: nobody is running it, so there is nobody to %2 it"_s.arg(path, request));
    return insertRequest(*database, request);
}

Result<QString> RunFile::takeControl()
{
    const std::scoped_lock lock(m_state->mutex);
    if (auto can = m_state->canWrite(); !can)
        return std::unexpected(can.error());
    if (!m_state->isStaged())
        return takeRequest(m_state->database);
    // Others, on other hosts too, know the place only.
    auto place = sqlite::Database::open(m_state->path, sqlite::Access::Write);
    if (!place)
        return std::unexpected(place.error());
    return takeRequest(*place);
}

Result<void> RunFile::tellActivity(RunActivity::State state)
{
    const std::scoped_lock lock(m_state->mutex);
    if (auto can = m_state->canWrite(); !can)
        return can;
    const QString answer = state == RunActivity::State::Paused ? paused
        : state == RunActivity::State::Stopping                ? stopping
                                                               : QString();
    if (!m_state->isStaged())
        return putAnswer(m_state->database, answer);
    auto place = sqlite::Database::open(m_state->path, sqlite::Access::Write);
    return place ? putAnswer(*place, answer) : std::unexpected(place.error());
}

Result<void> RunFile::setManifest(const RunManifest &manifest)
{
    const std::scoped_lock lock(m_state->mutex);
    auto transaction = beginWriting(*m_state);
    if (!transaction)
        return std::unexpected(transaction.error());
    auto update = m_state->database.prepare(
        "UPDATE run SET id = ?, created_ms = ?, touchstone = ?, environment = ?, plan = ?, "
        "plan_digest = ? WHERE n = 1");
    if (!update)
        return std::unexpected(update.error());
    auto done = update->bind(1, manifest.runId)
                    .bind(2, manifest.createdMs)
                    .bind(3, manifest.touchstone)
                    .bindText(4, dumpJson(m_state->redactor.json(manifest.environment)))
                    .bindText(5, dumpJson(m_state->redactor.json(manifest.plan)))
                    .bindBytes(6, manifest.planDigest.raw())
                    .run();
    return done ? transaction->commit() : done;
}

} // namespace touchstone
