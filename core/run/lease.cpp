#include "core/run/lease.h"

#include "core/run/runfile.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QSysInfo>
#include <QtCore/QTimeZone>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// When the process started, in clock ticks after boot (field 22 of /proc/PID/stat); nothing: there
/// is none, or only its zombie.
std::optional<qint64> processStarted(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray stat = file.readAll();
    // The name in parentheses may hold anything, parentheses too.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields[0] == "Z" || fields[0] == "X")
        return std::nullopt;
    return fields[19].toLongLong();
}

QString firstLine(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromLatin1(file.readLine(200)).trimmed();
}

LeaseHolder holderAt(const sqlite::Statement &row)
{
    return {row.text(0),    row.text(1),    row.text(2),    row.text(3), row.integer(4),
            row.integer(5), row.integer(6), row.integer(7), row.text(8)};
}

} // namespace

LeaseHolder thisProcess(qint64 nowMs)
{
    return {newId(),
            QSysInfo::machineHostName(),
            firstLine(u"/proc/sys/kernel/random/boot_id"_s),
            QFile::symLinkTarget(u"/proc/self/ns/pid"_s).section(u'/', -1),
            getpid(),
            processStarted(getpid()).value_or(0),
            nowMs,
            nowMs,
            {}};
}

bool isAlive(const LeaseHolder &holder, const LeaseHolder &self, qint64 nowMs)
{
    if (holder.token.isEmpty())
        return false;
    const bool samePids = !holder.bootId.isEmpty() && holder.bootId == self.bootId
        && holder.pidSpace == self.pidSpace;
    if (samePids)
        return processStarted(holder.pid) == holder.pidStarted;
    const qint64 age = nowMs - holder.heartbeatMs;
    return age < heartbeatTooOldMs && age > -clockSkewMs;
}

QString describe(const LeaseHolder &holder, qint64 nowMs)
{
    const auto since = QDateTime::fromMSecsSinceEpoch(holder.sinceMs, QTimeZone::UTC);
    return u"process %1 on host %2 (since %3 UTC, last sign of life %4 s ago)"_s.arg(holder.pid)
        .arg(holder.host, since.toString(u"yyyy-MM-dd HH:mm:ss"_s))
        .arg((nowMs - holder.heartbeatMs) / 1000);
}

Result<std::optional<LeaseHolder>> readLease(const sqlite::Database &database)
{
    auto query = database.prepare("SELECT token, host, boot_id, pid_space, pid, pid_started, "
                                  "since_ms, heartbeat_ms, staged FROM lease");
    if (!query)
        return std::unexpected(query.error());
    const auto row = query->step();
    if (!row)
        return std::unexpected(row.error());
    if (!*row)
        return std::nullopt;
    const LeaseHolder holder = holderAt(*query);
    if (auto typed = query->typed(); !typed)
        return std::unexpected(typed.error());
    return holder;
}

Result<void> takeLease(sqlite::Database &database, const LeaseHolder &mine, qint64 nowMs)
{
    const auto found = readLease(database);
    if (!found)
        return std::unexpected(found.error());
    if (*found && (*found)->token != mine.token && isAlive(**found, mine, nowMs))
        return fail(ErrorCode::Busy,
                    u"%1: is being written by %2; wait for it or stop it. A holder on another host "
                    "is given up %3 s after its last sign of life"_s
                        .arg(database.path(), describe(**found, nowMs))
                        .arg(heartbeatTooOldMs / 1000));
    auto insert = database.prepare(
        "INSERT OR REPLACE INTO lease (n, token, host, boot_id, pid_space, pid, pid_started, "
        "since_ms, heartbeat_ms, staged) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert)
        return std::unexpected(insert.error());
    return insert->bind(1, mine.token)
        .bind(2, mine.host)
        .bind(3, mine.bootId)
        .bind(4, mine.pidSpace)
        .bind(5, mine.pid)
        .bind(6, mine.pidStarted)
        .bind(7, mine.sinceMs)
        .bind(8, nowMs)
        .bind(9, mine.staged)
        .run();
}

Result<void> renewLease(sqlite::Database &database, const LeaseHolder &mine, qint64 nowMs)
{
    auto update = database.prepare("UPDATE lease SET heartbeat_ms = ? WHERE token = ?");
    if (!update)
        return std::unexpected(update.error());
    if (auto done = update->bind(1, nowMs).bind(2, mine.token).run(); !done)
        return done;
    if (database.changes() == 1)
        return {};
    const auto found = readLease(database);
    const QString who = found && *found ? describe(**found, nowMs) : u"another process"_s;
    return fail(ErrorCode::Busy,
                u"%1: was taken over by %2, because this process was thought to be gone; nothing "
                "more is written from here"_s.arg(database.path(), who));
}

Result<void> giveBackLease(sqlite::Database &database, const LeaseHolder &mine)
{
    for (const char *sql : {"UPDATE lease SET token = '' WHERE token = ? AND staged <> ''",
                            "DELETE FROM lease WHERE token = ?"}) {
        auto statement = database.prepare(sql);
        if (!statement)
            return std::unexpected(statement.error());
        if (auto done = statement->bind(1, mine.token).run(); !done)
            return done;
    }
    return {};
}

Result<void> endLease(sqlite::Database &database)
{
    return database.run("DELETE FROM lease");
}

} // namespace touchstone
