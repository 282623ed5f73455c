#include "core/run/lastingcache.h"

#include "core/base/paths.h"
#include "core/base/version.h"
#include "core/run/blobcode.h"
#include "core/run/sqlite.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

#include <dlfcn.h>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 formatNumber = 1;

/// Results in one table; one connection, guarded by the caller.
class Store {
public:
    static Result<Store> open(const QString &path, qint64 maxBytes)
    {
        auto database = sqlite::Database::open(path, sqlite::Access::Create);
        if (!database)
            return std::unexpected(std::move(database.error()));
        Store store(std::move(*database));
        if (auto ready = store.prepare(maxBytes); !ready)
            return std::unexpected(std::move(ready.error()));
        return store;
    }

    Result<std::optional<Json>> read(const Digest &key)
    {
        const sqlite::ResetLater later(m_read);
        m_read.bindBytes(1, key.raw());
        const auto row = m_read.step();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return std::nullopt;
        const auto bytes = m_coder->decode(BlobEncoding(m_read.integer(0)), m_read.bytes(2),
                                           std::min(m_read.integer(1), sqlite::maxValueBytes));
        if (!bytes)
            return std::unexpected(bytes.error());
        auto json = parseJson(*bytes, {m_database.path(), {}, 0});
        if (!json)
            return std::unexpected(std::move(json.error()));
        m_touch.bindInteger(1, QDateTime::currentMSecsSinceEpoch()).bindBytes(2, key.raw());
        if (auto touched = m_touch.run(); !touched)
            return std::unexpected(std::move(touched.error()));
        return std::move(*json);
    }

    Result<void> write(const Digest &key, const Json &value)
    {
        const QByteArray text = dumpJson(value);
        const BlobCoder::Coded coded = m_coder->encode(text);
        m_write.bindBytes(1, key.raw())
            .bindInteger(2, QDateTime::currentMSecsSinceEpoch())
            .bindInteger(3, int(coded.encoding))
            .bindInteger(4, text.size())
            .bindBytes(5, coded.bytes);
        return m_write.run();
    }

private:
    explicit Store(sqlite::Database database)
        : m_database(std::move(database))
        , m_coder(std::make_unique<BlobCoder>())
    {
    }

    Result<void> prepare(qint64 maxBytes)
    {
        const auto found = m_database.integer("PRAGMA user_version");
        if (!found)
            return std::unexpected(found.error());
        if (*found != 0 && *found != formatNumber)
            return fail(ErrorCode::Corrupt,
                        u"%1: format %2, expected %3"_s.arg(m_database.path())
                            .arg(*found)
                            .arg(formatNumber));
        for (const char *sql :
             {"PRAGMA busy_timeout = 2000", "PRAGMA journal_mode = WAL",
              "PRAGMA synchronous = OFF", // what a crash loses is made again
              "CREATE TABLE IF NOT EXISTS result (key BLOB PRIMARY KEY, used_ms INTEGER NOT NULL,"
              " encoding INTEGER NOT NULL, size INTEGER NOT NULL, value BLOB NOT NULL)"
              " WITHOUT ROWID",
              "PRAGMA user_version = 1"})
            if (auto done = m_database.run(sql); !done)
                return done;
        if (auto dropped = dropOldest(maxBytes); !dropped)
            return dropped;
        return prepareStatements();
    }

    Result<void> prepareStatements()
    {
        const std::pair<sqlite::Statement *, const char *> statements[] = {
            {&m_read, "SELECT encoding, size, value FROM result WHERE key = ?1"},
            {&m_touch, "UPDATE result SET used_ms = ?1 WHERE key = ?2"},
            {&m_write,
             "INSERT OR REPLACE INTO result (key, used_ms, encoding, size, value)"
             " VALUES (?1, ?2, ?3, ?4, ?5)"}};
        for (const auto &[statement, sql] : statements) {
            auto prepared = m_database.prepare(sql, true);
            if (!prepared)
                return std::unexpected(std::move(prepared.error()));
            *statement = std::move(*prepared);
        }
        return {};
    }

    /// Down to three quarters, so that not every opening has something to drop.
    Result<void> dropOldest(qint64 maxBytes)
    {
        const auto total = m_database.integer("SELECT coalesce(sum(length(value)), 0) FROM result");
        if (!total)
            return std::unexpected(total.error());
        if (*total <= maxBytes)
            return {};
        auto drop = m_database.prepare(
            "DELETE FROM result WHERE key IN (SELECT key FROM (SELECT key, sum(length(value))"
            " OVER (ORDER BY used_ms, key) AS upto FROM result) WHERE upto <= ?1)");
        if (!drop)
            return std::unexpected(std::move(drop.error()));
        drop->bindInteger(1, *total - maxBytes / 4 * 3);
        if (auto done = drop->run(); !done)
            return done;
        return m_database.run("VACUUM");
    }

    sqlite::Database m_database;
    sqlite::Statement m_read;
    sqlite::Statement m_touch;
    sqlite::Statement m_write;
    std::unique_ptr<BlobCoder> m_coder;
};

/// Asks memory first, then the file; what fails with the file is left to memory.
class LastingCache : public ResultCache {
public:
    LastingCache(Store store, const Digest &world)
        : m_store(std::move(store))
        , m_world(world)
        , m_memory(makeMemoryCache())
    {
    }

    Result<Json> get(const Digest &key, const std::function<Result<Json>()> &compute) override
    {
        const Digest here = inWorld(key);
        return m_memory->get(here, [&]() -> Result<Json> {
            if (auto kept = read(here))
                return std::move(*kept);
            auto value = compute();
            if (value)
                write(here, *value);
            return value;
        });
    }

    void put(const Digest &key, const Json &value) override
    {
        write(inWorld(key), value); // not into memory: nobody may ever ask
    }

private:
    [[nodiscard]] Digest inWorld(const Digest &key) const
    {
        return Digest::of(m_world.raw() + key.raw());
    }

    std::optional<Json> read(const Digest &key)
    {
        const std::scoped_lock lock(m_mutex);
        auto value = m_store.read(key);
        return value ? std::move(*value) : std::nullopt;
    }

    void write(const Digest &key, const Json &value)
    {
        const std::scoped_lock lock(m_mutex);
        std::ignore = m_store.write(key, value); // it is made again, then
    }

    std::mutex m_mutex; ///< guards m_store
    Store m_store;
    const Digest m_world;
    std::unique_ptr<ResultCache> m_memory;
};

/// Size and time of change of a file or folder, or that it isn't there.
QString stamp(const QString &path)
{
    const QFileInfo info(path);
    return info.exists()
        ? u"%1 %2 %3"_s.arg(path).arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch())
        : path;
}

/// Digests of all files below a folder, by name.
void addContents(QStringList &parts, const QString &folder)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    QStringList found;
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName().contains(u"__pycache__"_s) || !file.open(QIODevice::ReadOnly))
            continue;
        found.append(file.fileName() + u' ' + Digest::of(file.readAll()).hex());
    }
    found.sort();
    parts += found;
}

/// The file that holds this code.
QString ownLibrary()
{
    Dl_info info{};
    return dladdr(reinterpret_cast<const void *>(&lastingCachePath), &info) != 0
        ? QFile::decodeName(info.dli_fname)
        : QString();
}

} // namespace

Digest resultWorld(const Toolchains &toolchains, const Confinement &confinement)
{
    QStringList parts{version(), commit(), stamp(ownLibrary()), confinement.form};
    parts += confinement.features;
    for (const QString &folder : pluginFolders()) {
        const QDir dir(folder);
        for (const QString &name : dir.entryList({u"*.so"_s}, QDir::Files, QDir::Name))
            parts.append(stamp(dir.filePath(name)));
    }
    QStringList shared;
    for (const Toolchain &toolchain : toolchains.all()) {
        addContents(parts, toolchain.folder);
        for (const QString &folder : {toolchain.commonFolder, toolchain.npmFolder})
            if (!folder.isEmpty() && !shared.contains(folder))
                shared.append(folder);
    }
    for (const QString &folder : std::as_const(shared)) {
        const QString lock = folder + u"/node_modules/.package-lock.json"_s;
        if (QFileInfo::exists(lock))
            parts.append(stamp(lock));
        else
            addContents(parts, folder);
    }
    for (const char *path : {"/var/lib/dpkg/status", "/usr/bin", "/usr/lib", "/usr/local/bin",
                             "/usr/local/lib", "/etc/debian_version"})
        parts.append(stamp(QString::fromLatin1(path)));
    return Digest::of(parts.join(u'\n').toUtf8());
}

std::unique_ptr<ResultCache> openLastingCache(const QString &path, const Digest &world,
                                              QString *problem, qint64 maxBytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    auto store = Store::open(path, maxBytes);
    if (!store && store.error().code != ErrorCode::Busy) {
        for (const QString &end : {QString(), u"-wal"_s, u"-shm"_s})
            QFile::remove(path + end);
        store = Store::open(path, maxBytes);
    }
    if (store)
        return std::make_unique<LastingCache>(std::move(*store), world);
    if (problem)
        *problem =
            u"results are not remembered beyond this process: %1"_s.arg(store.error().text());
    return makeMemoryCache();
}

QString lastingCachePath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + u"/touchstone/results.sqlite"_s;
}

} // namespace touchstone
