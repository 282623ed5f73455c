#pragma once

#include "core/run/runfile_state.h"

namespace touchstone {

/// Gets rows out of a run file. As with RowWriter, the first failure sticks. A value of another
/// type than it should have, or a name that means nothing, is Corrupt. The caller holds the mutex.
class RowReader {
public:
    explicit RowReader(const RunFile::State &state);

    AttemptRecord record(const sqlite::Statement &row);
    Event event(const sqlite::Statement &row);
    Verdict verdict(const sqlite::Statement &row);
    AttemptScore score(const sqlite::Statement &row, int column); ///< outcome, score, reason

    QString text(qint64 n);
    /// A JSON value; what it is of, for the message.
    Json json(const QByteArray &text, const QString &what);
    void typed(const sqlite::Statement &row);
    void note(const Error &error);
    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] Error error() const { return *m_error; }

private:
    int small(qint64 number, const char *what);
    Digest digest(const sqlite::Statement &row, int column);
    QStringList tags(qint64 n);
    template <typename T>
    T named(qint64 n, std::optional<T> (*fromName)(const QString &), const char *what);
    void unknown(const char *what, const QString &found);

    const RunFile::State &m_state;
    std::optional<Error> m_error;
};

/// Columns in the order that RowReader reads them.
extern const char *const recordColumns;

/// An attempt's number by its id or a unique prefix of it.
Result<qint64> findAttempt(const RunFile::State &state, const QString &id);
/// The pass that `pass` means for an attempt: 0 is its latest.
Result<int> findPass(const RunFile::State &state, qint64 attempt, int pass);

} // namespace touchstone
