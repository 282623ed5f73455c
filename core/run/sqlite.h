#pragma once

#include "core/base/error.h"
#include "core/run/sqlite_bound.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <concepts>
#include <memory>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

/// libsqlite3 behind owning values and Result. Every connection is opened for files that a stranger
/// may have made: defensive mode, untrusted schema, no triggers, no views, no extensions, tight
/// limits; no query is endless (see Bound): it is Corrupt instead.
namespace touchstone::sqlite {

void closeDatabase(sqlite3 *handle) noexcept;
void finalizeStatement(sqlite3_stmt *handle) noexcept;

struct DatabaseDeleter {
    void operator()(sqlite3 *handle) const noexcept { closeDatabase(handle); }
};
struct StatementDeleter {
    void operator()(sqlite3_stmt *handle) const noexcept { finalizeStatement(handle); }
};

enum class Access {
    Create, ///< read and write, made when missing
    Write, ///< read and write
    Read, ///< read only; sees a write-ahead log, takes part in locking
    Immutable, ///< read only, without locks and without a write-ahead log: the main file alone
    Salvage, ///< as Immutable; also opens a file that is shorter than it says, and reads the rest
};

/// The largest value that is read or written; a larger one is refused.
inline constexpr qint64 maxValueBytes = 512LL << 20;

/// A prepared statement. Parameters count from 1, columns from 0. Reading a column as a type that
/// it does not have gives a zero value and is remembered for typed().
class Statement {
public:
    Statement() = default;
    /// `bound` is the connection's, which outlives its statements.
    Statement(std::unique_ptr<sqlite3_stmt, StatementDeleter> handle, QString file, Bound *bound);

    Statement &bind(int index, std::integral auto value) { return bindInteger(index, value); }
    Statement &bind(int index, const QString &text);
    Statement &bindInteger(int index, qint64 value);
    Statement &bindText(int index, QByteArrayView utf8);
    Statement &bindBytes(int index, QByteArrayView bytes);
    Statement &bindZeros(int index, qint64 size); ///< a blob to be written piecewise
    Statement &bindReal(int index, double value); ///< NaN is stored as NULL
    Statement &bindNull(int index);

    /// True: there is a row. After false or an error the statement is reset.
    Result<bool> step();
    /// Runs a statement that gives no rows, and makes it ready for the next use.
    Result<void> run();
    void reset();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const; ///< NULL: NaN
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const; ///< of text or a blob
    /// Corrupt, when a column of the rows read since the last call had another type than it was
    /// read as.
    [[nodiscard]] Result<void> typed() const;

private:
    void noteBind(int code);
    void noteType(int column, const char *wanted) const;

    std::unique_ptr<sqlite3_stmt, StatementDeleter> m_handle;
    QString m_file;
    Bound *m_bound = nullptr;
    qint64 m_rows = 0; ///< given since it was last reset
    int m_bindError = 0;
    mutable QString m_mismatch;
};

/// Makes a cached statement ready for its next use, on every way out.
class ResetLater {
public:
    explicit ResetLater(Statement &statement)
        : m_statement(statement)
    {
    }
    ~ResetLater() { m_statement.reset(); }
    Q_DISABLE_COPY_MOVE(ResetLater)

private:
    Statement &m_statement;
};

/// A connection. SQLite serialises calls from several threads; a transaction is the caller's to
/// guard.
class Database {
public:
    Database() = default;
    static Result<Database> open(const QString &path, Access access);
    static Result<Database> inMemory();

    [[nodiscard]] bool isOpen() const { return m_handle != nullptr; }
    [[nodiscard]] const QString &path() const { return m_path; }
    /// Statements that give no rows, or whose rows are of no interest.
    Result<void> run(const char *sql);
    /// `kept`: for statements that live long.
    [[nodiscard]] Result<Statement> prepare(const char *sql, bool kept = false) const;
    /// The first column of the first row; none: NotFound.
    [[nodiscard]] Result<qint64> integer(const char *sql) const;
    [[nodiscard]] Result<QString> text(const char *sql) const;
    [[nodiscard]] qint64 lastInsertId() const;
    [[nodiscard]] qint64 changes() const; ///< rows changed by the last statement

    /// Incremental I/O on a blob column, without a copy in between.
    Result<void> writeBlob(const char *table, const char *column, qint64 row, QByteArrayView bytes);
    [[nodiscard]] Result<QByteArray> readBlob(const char *table, const char *column,
                                              qint64 row) const;

private:
    std::unique_ptr<Bound> m_bound; ///< outlives the connection that it watches
    std::unique_ptr<sqlite3, DatabaseDeleter> m_handle;
    QString m_path;
};

/// A write transaction (BEGIN IMMEDIATE), rolled back unless committed.
class Transaction {
public:
    static Result<Transaction> begin(Database &database);
    Transaction(Transaction &&other) noexcept
        : m_database(std::exchange(other.m_database, nullptr))
    {
    }
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    Result<void> commit();

private:
    explicit Transaction(Database *database)
        : m_database(database)
    {
    }
    Database *m_database;
};

} // namespace touchstone::sqlite
