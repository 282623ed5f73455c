#pragma once

#include "core/run/runfile_state.h"

namespace touchstone {

/// Gets rows out of a run file. As with RowWriter, the first failure sticks. A value of another
/// type than it should have, or a name that means nothing, is Corrupt. The caller holds the mutex.
class RowReader {
public:
    explicit RowReader(const RunFile::State &state);

    /// A row of recordSql with its scenario, and its outcome in a pass (0: the latest). Nothing:
    /// failed(), or it was not scored in that pass. An outcome that is lost is an error that says
    /// so.
    std::optional<AttemptRecord> record(const sqlite::Statement &row, int pass);
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
    /// What was lost of rows that could be read for the rest: names of blobs (null), outcomes.
    [[nodiscard]] const std::optional<Error> &lost() const { return m_lost; }

private:
    int small(qint64 number, const char *what);
    /// Of the blob whose number is in a column; NULL and the number of no blob: null.
    Digest blobName(const sqlite::Statement &row, int column);
    QStringList tags(qint64 n);
    /// A record with all that it has from its scenario; nothing: failed().
    const AttemptRecord *scenario(qint64 n);
    bool readOutcome(qint64 attempt, int pass, AttemptRecord &into);
    void lose(const Error &error);
    template <typename T>
    T named(qint64 n, std::optional<T> (*fromName)(const QString &), const char *what);
    void unknown(const char *what, const QString &found);

    const RunFile::State &m_state;
    std::optional<Error> m_error;
    std::optional<Error> m_lost;
};

/// Attempts with numbers after ?1 and up to ?2, as RowReader::record() reads them: the table alone,
/// so that what it points to can be lost without the rest. The first column is the number.
extern const char *const recordSql;

/// An attempt's number by its id or a unique prefix of it.
Result<qint64> findAttempt(const RunFile::State &state, const QString &id);
/// The pass that `pass` means for an attempt: 0 is its latest.
Result<int> findPass(const RunFile::State &state, qint64 attempt, int pass);

} // namespace touchstone
