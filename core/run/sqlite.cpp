#include "core/run/sqlite.h"

#include <sqlite3.h>

#include <QtCore/QFile>
#include <QtCore/QUrl>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace touchstone::sqlite {
namespace {

constexpr int busyMs = 10'000; // our own transactions last milliseconds
constexpr qint64 blobPart = 4LL << 20;

ErrorCode errorCode(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
    case SQLITE_INTERRUPT: // only by our Bound
        return ErrorCode::Corrupt;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_AUTH:
        return ErrorCode::Io;
    case SQLITE_TOOBIG:
    case SQLITE_CONSTRAINT: // such as an id that is there already
        return ErrorCode::BadInput;
    default:
        return ErrorCode::Internal;
    }
}

/// What to do about it, where SQLite's own words do not say.
QString hint(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return u"; no space is left there, nothing of this write was kept"_s;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return u"; the file or its folder can't be written to"_s;
    case SQLITE_BUSY:
        return u"; another program has held it for %1 s"_s.arg(busyMs / 1000);
    default:
        return {};
    }
}

std::unexpected<Error> endless(const QString &file)
{
    return fail(
        ErrorCode::Corrupt,
        u"%1: is damaged: its pages point in a circle, so that reading has no end"_s.arg(file));
}

std::unexpected<Error> failure(const QString &file, sqlite3 *handle, int code)
{
    if (code == SQLITE_INTERRUPT)
        return endless(file);
    const char *words = handle && sqlite3_errcode(handle) != SQLITE_OK ? sqlite3_errmsg(handle)
                                                                       : sqlite3_errstr(code);
    return fail(errorCode(code),
                u"%1: %2 (SQLite code %3)%4"_s.arg(file, QString::fromUtf8(words))
                    .arg(code)
                    .arg(hint(code)));
}

/// A stranger's file may hold anything; what we need is far below these.
void setLimits(sqlite3 *handle)
{
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, int(maxValueBytes + (1 << 20)));
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 256 << 10);
    sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, 100);
    sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite3_limit(handle, SQLITE_LIMIT_COMPOUND_SELECT, 20);
    sqlite3_limit(handle, SQLITE_LIMIT_VDBE_OP, 250'000);
    sqlite3_limit(handle, SQLITE_LIMIT_FUNCTION_ARG, 20);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1); // VACUUM attaches its result
    sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
    sqlite3_limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, 100);
    sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    sqlite3_limit(handle, SQLITE_LIMIT_WORKER_THREADS, 0);
}

Result<void> harden(const QString &file, sqlite3 *handle, Access access)
{
    const bool salvage = access == Access::Salvage; // what is read only can't be harmed
    struct Switch {
        int option;
        int value;
    };
    const Switch switches[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, salvage ? 0 : 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    for (const Switch &s : switches)
        if (const int code = sqlite3_db_config(handle, s.option, s.value, nullptr);
            code != SQLITE_OK)
            return failure(file, handle, code);
    setLimits(handle);
    sqlite3_busy_timeout(handle, busyMs);
    // A memory map would turn a file that somebody truncates into SIGBUS.
    const int code = sqlite3_exec(handle,
                                  "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
                                  "PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY",
                                  nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return failure(file, handle, code);
    // Else SQLite refuses a file that is shorter than its header says (lockBtree() in btree.c).
    if (salvage)
        sqlite3_exec(handle, "PRAGMA writable_schema=ON", nullptr, nullptr, nullptr);
    return {};
}

QByteArray immutableUri(const QString &path)
{
    return "file:" + QUrl::toPercentEncoding(path, "/") + "?immutable=1";
}

struct BlobCloser {
    void operator()(sqlite3_blob *handle) const noexcept { sqlite3_blob_close(handle); }
};
using BlobHandle = std::unique_ptr<sqlite3_blob, BlobCloser>;

} // namespace

void closeDatabase(sqlite3 *handle) noexcept
{
    sqlite3_close_v2(handle);
}

void finalizeStatement(sqlite3_stmt *handle) noexcept
{
    sqlite3_finalize(handle);
}

Statement::Statement(std::unique_ptr<sqlite3_stmt, StatementDeleter> handle, QString file,
                     Bound *bound)
    : m_handle(std::move(handle))
    , m_file(std::move(file))
    , m_bound(bound)
{
}

void Statement::noteBind(int code)
{
    if (code != SQLITE_OK && m_bindError == SQLITE_OK)
        m_bindError = code;
}

Statement &Statement::bindInteger(int index, qint64 value)
{
    noteBind(sqlite3_bind_int64(m_handle.get(), index, value));
    return *this;
}

Statement &Statement::bind(int index, const QString &text)
{
    return bindText(index, text.toUtf8());
}

Statement &Statement::bindText(int index, QByteArrayView utf8)
{
    noteBind(sqlite3_bind_text64(m_handle.get(), index, utf8.data() ? utf8.data() : "",
                                 sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bindBytes(int index, QByteArrayView bytes)
{
    noteBind(sqlite3_bind_blob64(m_handle.get(), index, bytes.data() ? bytes.data() : "",
                                 sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement &Statement::bindZeros(int index, qint64 size)
{
    noteBind(sqlite3_bind_zeroblob64(m_handle.get(), index, sqlite3_uint64(size)));
    return *this;
}

Statement &Statement::bindReal(int index, double value)
{
    if (std::isnan(value))
        return bindNull(index);
    noteBind(sqlite3_bind_double(m_handle.get(), index, value));
    return *this;
}

Statement &Statement::bindNull(int index)
{
    noteBind(sqlite3_bind_null(m_handle.get(), index));
    return *this;
}

Result<bool> Statement::step()
{
    if (m_bindError != SQLITE_OK) {
        const int code = std::exchange(m_bindError, SQLITE_OK);
        reset();
        return failure(m_file, nullptr, code);
    }
    m_bound->begin();
    const int code = sqlite3_step(m_handle.get());
    if (code == SQLITE_ROW && m_bound->allowsRows(++m_rows))
        return true;
    if (code == SQLITE_ROW) {
        reset();
        return endless(m_file);
    }
    if (code == SQLITE_DONE) {
        reset();
        return false;
    }
    auto error = failure(m_file, sqlite3_db_handle(m_handle.get()), code);
    reset();
    return error;
}

Result<void> Statement::run()
{
    const auto row = step();
    reset();
    sqlite3_clear_bindings(m_handle.get());
    if (!row)
        return std::unexpected(row.error());
    return {};
}

void Statement::reset()
{
    m_rows = 0;
    sqlite3_reset(m_handle.get());
}

void Statement::noteType(int column, const char *wanted) const
{
    if (!m_mismatch.isEmpty())
        return;
    static constexpr const char *names[] = {"?", "integer", "real", "text", "blob", "null"};
    const int type = sqlite3_column_type(m_handle.get(), column);
    m_mismatch = u"column '%1' holds a value of type %2 where %3 was expected"_s.arg(
        QString::fromUtf8(sqlite3_column_name(m_handle.get(), column)),
        QString::fromLatin1(names[std::clamp(type, 0, 5)]), QString::fromLatin1(wanted));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle.get(), column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    if (sqlite3_column_type(m_handle.get(), column) != SQLITE_INTEGER) {
        noteType(column, "integer");
        return 0;
    }
    return sqlite3_column_int64(m_handle.get(), column);
}

double Statement::real(int column) const
{
    const int type = sqlite3_column_type(m_handle.get(), column);
    if (type == SQLITE_NULL)
        return std::numeric_limits<double>::quiet_NaN();
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER) {
        noteType(column, "real");
        return 0.0;
    }
    return sqlite3_column_double(m_handle.get(), column);
}

QString Statement::text(int column) const
{
    if (sqlite3_column_type(m_handle.get(), column) != SQLITE_TEXT) {
        noteType(column, "text");
        return {};
    }
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_handle.get(), column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_handle.get(), column));
}

QByteArray Statement::bytes(int column) const
{
    const int type = sqlite3_column_type(m_handle.get(), column);
    if (type != SQLITE_TEXT && type != SQLITE_BLOB) {
        noteType(column, "blob");
        return {};
    }
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_handle.get(), column));
    return {data, sqlite3_column_bytes(m_handle.get(), column)};
}

Result<void> Statement::typed() const
{
    if (m_mismatch.isEmpty())
        return {};
    return fail(ErrorCode::Corrupt, u"%1: %2"_s.arg(m_file, std::exchange(m_mismatch, {})));
}

Result<Database> Database::open(const QString &path, Access access)
{
    Database database;
    database.m_path = path;
    QByteArray name = QFile::encodeName(path);
    int flags = SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Access::Create:
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        break;
    case Access::Write:
        flags |= SQLITE_OPEN_READWRITE;
        break;
    case Access::Read:
        flags |= SQLITE_OPEN_READONLY;
        break;
    case Access::Immutable:
    case Access::Salvage:
        flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
        name = immutableUri(path);
        break;
    }
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &handle, flags, nullptr);
    database.m_handle.reset(handle);
    if (code != SQLITE_OK)
        return failure(path, handle, code);
    database.m_bound = std::make_unique<Bound>(path);
    database.m_bound->watch(handle);
    if (auto hardened = harden(path, handle, access); !hardened)
        return std::unexpected(hardened.error());
    return database;
}

Result<Database> Database::inMemory()
{
    return open(u":memory:"_s, Access::Create);
}

Result<void> Database::run(const char *sql)
{
    m_bound->begin();
    const int code = sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return failure(m_path, m_handle.get(), code);
    return {};
}

Result<Statement> Database::prepare(const char *sql, bool kept) const
{
    m_bound->begin();
    sqlite3_stmt *handle = nullptr;
    const int code = sqlite3_prepare_v3(m_handle.get(), sql, -1,
                                        kept ? SQLITE_PREPARE_PERSISTENT : 0, &handle, nullptr);
    if (code == SQLITE_ERROR) // our SQL is fixed: it is the tables that are not as they should be
        return fail(ErrorCode::Corrupt,
                    u"%1: %2"_s.arg(m_path, QString::fromUtf8(sqlite3_errmsg(m_handle.get()))));
    if (code != SQLITE_OK)
        return failure(m_path, m_handle.get(), code);
    return Statement(std::unique_ptr<sqlite3_stmt, StatementDeleter>(handle), m_path,
                     m_bound.get());
}

namespace {

Result<Statement> firstRow(const Database &database, const char *sql)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return statement;
    const auto row = statement->step();
    if (!row)
        return std::unexpected(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, u"%1: no rows"_s.arg(database.path()));
    return statement;
}

} // namespace

Result<qint64> Database::integer(const char *sql) const
{
    const auto row = firstRow(*this, sql);
    if (!row)
        return std::unexpected(row.error());
    const qint64 value = row->integer(0);
    if (auto typed = row->typed(); !typed)
        return std::unexpected(typed.error());
    return value;
}

Result<QString> Database::text(const char *sql) const
{
    const auto row = firstRow(*this, sql);
    if (!row)
        return std::unexpected(row.error());
    const QString value = row->text(0);
    if (auto typed = row->typed(); !typed)
        return std::unexpected(typed.error());
    return value;
}

qint64 Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle.get());
}

qint64 Database::changes() const
{
    return sqlite3_changes64(m_handle.get());
}

Result<void> Database::writeBlob(const char *table, const char *column, qint64 row,
                                 QByteArrayView bytes)
{
    m_bound->begin();
    sqlite3_blob *handle = nullptr;
    int code = sqlite3_blob_open(m_handle.get(), "main", table, column, row, 1, &handle);
    const BlobHandle blob(handle);
    for (qint64 at = 0; code == SQLITE_OK && at < bytes.size(); at += blobPart) {
        const int part = int(std::min<qint64>(blobPart, bytes.size() - at));
        code = sqlite3_blob_write(handle, bytes.data() + at, part, int(at));
    }
    if (code != SQLITE_OK)
        return failure(m_path, m_handle.get(), code);
    return {};
}

Result<QByteArray> Database::readBlob(const char *table, const char *column, qint64 row) const
{
    m_bound->begin();
    sqlite3_blob *handle = nullptr;
    int code = sqlite3_blob_open(m_handle.get(), "main", table, column, row, 0, &handle);
    const BlobHandle blob(handle);
    if (code != SQLITE_OK)
        return failure(m_path, m_handle.get(), code);
    QByteArray bytes(sqlite3_blob_bytes(handle), Qt::Uninitialized);
    for (qint64 at = 0; code == SQLITE_OK && at < bytes.size(); at += blobPart) {
        const int part = int(std::min<qint64>(blobPart, bytes.size() - at));
        code = sqlite3_blob_read(handle, bytes.data() + at, part, int(at));
    }
    if (code != SQLITE_OK)
        return failure(m_path, m_handle.get(), code);
    return bytes;
}

Result<Transaction> Transaction::begin(Database &database)
{
    if (auto begun = database.run("BEGIN IMMEDIATE"); !begun)
        return std::unexpected(begun.error());
    return Transaction(&database);
}

Transaction::~Transaction()
{
    if (m_database)
        (void)m_database->run("ROLLBACK"); // an error may have rolled it back already
}

Result<void> Transaction::commit()
{
    if (auto committed = m_database->run("COMMIT"); !committed)
        return committed; // the destructor rolls back
    m_database = nullptr;
    return {};
}

} // namespace touchstone::sqlite
