#include "core/run/schema.h"

#include "core/run/schema_sql.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QMap>
#include <QtCore/QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::schema {
namespace {

constexpr QByteArrayView magic{"SQLite format 3\0", 16};

std::unexpected<Error> notOurs(const QString &path, const QString &found)
{
    return fail(ErrorCode::Corrupt,
                u"%1: not a Touchstone run file: %2, a run file is expected"_s.arg(path, found));
}

Result<QByteArray> firstBytes(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::NotFound, u"%1: there is no such file"_s.arg(path));
    if (!info.isFile())
        return fail(ErrorCode::BadInput,
                    u"%1: that is no plain file; a run file is expected"_s.arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, file.errorString()));
    return file.read(100);
}

template <typename T> T bigEndian(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<T>(bytes.data() + at);
}

/// One row of sqlite_schema.
struct Item {
    QString type;
    QString sql;
    bool operator==(const Item &) const = default;
};

Result<QMap<QString, Item>> itemsOf(const sqlite::Database &database)
{
    auto query = database.prepare("SELECT name, type, coalesce(sql, '') FROM sqlite_schema");
    if (!query)
        return std::unexpected(query.error());
    QMap<QString, Item> items;
    for (;;) {
        const auto row = query->step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return items;
        items.insert(query->text(0), {query->text(1), query->text(2)});
        if (auto typed = query->typed(); !typed)
            return std::unexpected(typed.error());
    }
}

/// A plain table beside ours does no harm: people keep their own notes in a run file.
bool harmless(const QString &name, const Item &item)
{
    return name.startsWith(u"sqlite_stat"_s) || name.startsWith(u"sqlite_autoindex_"_s)
        || (item.type == u"table"
            && !item.sql.startsWith(u"CREATE VIRTUAL"_s, Qt::CaseInsensitive));
}

} // namespace

Result<Header> readHeader(const QString &path)
{
    const auto bytes = firstBytes(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    if (bytes->isEmpty())
        return notOurs(path, u"the file is empty"_s);
    if (!bytes->startsWith(magic))
        return notOurs(path, u"it does not begin like an SQLite database"_s);
    if (bytes->size() < 100)
        return notOurs(path, u"it ends after %1 bytes"_s.arg(bytes->size()));
    Header header;
    header.applicationId = bigEndian<qint32>(*bytes, 68);
    header.version = bigEndian<qint32>(*bytes, 60);
    header.pageBytes = bigEndian<quint16>(*bytes, 16);
    if (header.pageBytes == 1)
        header.pageBytes = 65536;
    // The page count is valid only where the two change counters agree (SQLite's file
    // format, 1.3.7).
    if (bigEndian<quint32>(*bytes, 24) == bigEndian<quint32>(*bytes, 92))
        header.pages = bigEndian<quint32>(*bytes, 28);
    if (header.applicationId != applicationId)
        return notOurs(path,
                       u"it is an SQLite database of another program (application id 0x%1)"_s.arg(
                           quint32(header.applicationId), 8, 16, QChar(u'0')));
    if (header.version > version)
        return fail(ErrorCode::Newer,
                    u"%1: written by a newer Touchstone (schema %2; this one reads up to %3): "
                    "use that version or newer"_s.arg(path)
                        .arg(header.version)
                        .arg(version));
    if (header.version < 1)
        return notOurs(path, u"it has the schema number %1"_s.arg(header.version));
    return header;
}

Result<void> make(sqlite::Database &database)
{
    auto transaction = sqlite::Transaction::begin(database);
    if (!transaction)
        return std::unexpected(transaction.error());
    const QByteArray numbers =
        u"PRAGMA application_id=%1; PRAGMA user_version=%2"_s.arg(applicationId)
            .arg(version)
            .toLatin1();
    for (const char *sql : {tablesSql, viewsSql, numbers.constData()})
        if (auto done = database.run(sql); !done)
            return done;
    return transaction->commit();
}

std::span<const Migration> migrations()
{
    return {}; // version 1 is the first
}

Result<void> migrate(sqlite::Database &database, std::span<const Migration> steps, int to)
{
    auto transaction = sqlite::Transaction::begin(database);
    if (!transaction)
        return std::unexpected(transaction.error());
    const auto found = database.integer("PRAGMA user_version");
    if (!found)
        return std::unexpected(found.error());
    for (int at = int(*found); at < to; ++at) {
        const auto step = std::ranges::find(steps, at, &Migration::from);
        if (step == steps.end())
            return fail(ErrorCode::Unsupported,
                        u"%1: this version can't bring a run file from schema %2 to %3"_s
                            .arg(database.path())
                            .arg(at)
                            .arg(at + 1));
        if (auto done = database.run(step->sql); !done)
            return done;
        if (auto done = database.run(u"PRAGMA user_version=%1"_s.arg(at + 1).toLatin1()); !done)
            return done;
    }
    return transaction->commit();
}

Result<QStringList> compare(const sqlite::Database &database)
{
    auto reference = sqlite::Database::inMemory();
    if (!reference)
        return std::unexpected(reference.error());
    if (auto made = make(*reference); !made)
        return std::unexpected(made.error());
    const auto wanted = itemsOf(*reference);
    auto found = itemsOf(database);
    if (!wanted || !found)
        return std::unexpected((wanted ? found : wanted).error());
    QStringList missing;
    for (auto it = wanted->begin(); it != wanted->end(); ++it) {
        const auto here = found->find(it.key());
        if (here == found->end()) {
            missing.append(u"its %1 '%2' is missing"_s.arg(it->type, it.key()));
            continue;
        }
        if (*here != *it)
            return fail(ErrorCode::Corrupt,
                        u"%1: its %2 '%3' is not the one that Touchstone makes; somebody changed "
                        "it"_s.arg(database.path(), it->type, it.key()));
        found->erase(here);
    }
    for (auto it = found->begin(); it != found->end(); ++it)
        if (!harmless(it.key(), *it))
            return fail(
                ErrorCode::Corrupt,
                u"%1: has a %2 '%3' that Touchstone does not make; remove it before use"_s.arg(
                    database.path(), it->type, it.key()));
    return missing;
}

} // namespace touchstone::schema
