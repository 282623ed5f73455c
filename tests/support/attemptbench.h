#pragma once

#include "core/run/attempt.h"

#include <functional>

namespace touchstone::test {

/// Whole attempts at one scenario: real toolchains, checks and plugins, the real sandbox, and an
/// agent whose turn is a function.
class AttemptBench {
public:
    explicit AttemptBench(const QString &language = QStringLiteral("python"));
    ~AttemptBench();

    QString problem; ///< why there is no sandbox here; empty: there is one
    Scenario scenario; ///< of the kind "generate"; with one turn and no checks
    BlobStore blobs;

    Manifest files(const QMap<QString, QByteArray> &contents);
    CheckSpec &addCheck(const QString &id, const QString &type, const Json &parameters,
                        const QMap<QString, QByteArray> &ownFiles = {});

    using Act = std::function<Result<void>(Session &)>;
    /// The agent acts in the only turn; then the checks run.
    FinishedAttempt attempt(const Act &act);
    FinishedAttempt attempt(const Agent &agent, int sample = 0);
    /// The agent gives this answer.
    FinishedAttempt attempt(const Answer &answer);
    /// The agent lays files over the workspace: its answer.
    FinishedAttempt attempt(const QMap<QString, QByteArray> &answer);

    [[nodiscard]] Registry &registry() { return *m_registry; }
    [[nodiscard]] Executor &executor() { return *m_executor; }
    [[nodiscard]] const Toolchains &toolchains() const { return m_toolchains; }

private:
    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<Executor> m_executor;
    Toolchains m_toolchains;
    std::unique_ptr<ResultCache> m_cache;
};

/// Outcome, reason and verdicts, for a failing test's message.
QByteArray shown(const FinishedAttempt &attempt);
/// The verdict of a check; ends the test program where there is none.
Verdict verdictOf(const FinishedAttempt &attempt, const QString &check);

} // namespace touchstone::test
