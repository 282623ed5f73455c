#pragma once

#include "core/run/runfile_state.h"

namespace touchstone {

/// Puts rows into a run file, within a transaction of the caller's. The first failure sticks: what
/// is put after it does nothing, and finish() returns it.
class RowWriter {
public:
    /// `lenient`: a blob that is referred to but not to be had is entered as lost (rescuing a
    /// damaged file); else it is BadInput.
    explicit RowWriter(RunFile::State &state, bool lenient = false);

    /// All of an attempt; `run` is the run's number in this file.
    void attempt(const FinishedAttempt &finished, qint64 run);
    /// Without outcome and verdicts. Gives its number.
    qint64 attemptOnly(const FinishedAttempt &finished, qint64 run);
    /// Outcome and verdicts of an attempt under a pass.
    void scored(qint64 attempt, int pass, const AttemptScore &score,
                const std::vector<Verdict> &verdicts);
    void blobs(const std::unordered_map<Digest, QByteArray> &blobs);
    void blob(const Digest &digest, const QByteArray &bytes);
    /// The number of a run, entered unless its id is known.
    qint64 run(const RunManifest &manifest);
    void pass(const ScoringPass &pass);
    void requirePass(int pass); ///< NotFound when it was not begun
    /// The attempt's number; an unknown one is NotFound.
    qint64 attemptNumber(const QString &id);
    std::optional<qint64> knownAttempt(const QString &id);
    bool isScored(qint64 attempt, int pass);

    [[nodiscard]] bool failed() const { return m_error.has_value(); }
    [[nodiscard]] Result<void> finish() const;

private:
    sqlite::Statement *statement(const char *sql);
    bool run(sqlite::Statement *statement);
    /// The first column of the first row; nothing: no row.
    std::optional<qint64> number(sqlite::Statement *statement);
    qint64 text(const QString &text);
    qint64 blobNumber(const Digest &digest, const QString &what);
    void bindBlob(sqlite::Statement &into, int index, const Digest &digest, const QString &what);
    qint64 scenario(const AttemptRecord &record);
    qint64 insertScenario(const AttemptRecord &record);
    void putBlob(const Digest &digest, const QByteArray &bytes, qint64 lost);
    qint64 attemptRow(const AttemptRecord &record, qint64 run);
    void event(qint64 attempt, const Event &event);
    void verdict(qint64 attempt, int pass, qint64 n, const Verdict &verdict);
    void evidence(qint64 attempt, int pass, qint64 verdict, qint64 n, const Evidence &evidence);
    void note(const Error &error);

    RunFile::State &m_state;
    bool m_lenient;
    QString m_attempt; ///< for messages
    std::optional<Error> m_error;
};

} // namespace touchstone
