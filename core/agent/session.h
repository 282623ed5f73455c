#pragma once

#include "core/base/clock.h"
#include "core/check/check.h"
#include "core/exec/executor.h"
#include "core/exec/toolchain.h"
#include "core/scenario/scenario.h"
#include "core/trace/event.h"
#include "core/workspace/workspace.h"

#include <mutex>
#include <stop_token>

namespace touchstone {

/// What an agent may see and do during one attempt; every use of it becomes an event. Thread-safe:
/// an agent may have many conversations at work at one time.
class Session {
public:
    /// All references must outlive the session.
    struct Services {
        Executor &executor;
        const Toolchains &toolchains;
        ResultCache &cache;
        const Clock &clock;
    };
    Session(const Scenario &scenario, BlobStore &blobs, Services services, std::stop_token stop,
            quint64 seed = 0);

    [[nodiscard]] const Scenario &scenario() const { return m_scenario; }
    /// Asked to stop: the run is cancelled or the agent's time is up.
    [[nodiscard]] std::stop_token stopToken() const { return m_stop; }

    /// For agents that draw random numbers: fixed by the run's seed, the scenario and the sample.
    [[nodiscard]] quint64 seed() const { return m_seed; }

    // The workspace as it is now.
    [[nodiscard]] Manifest manifest() const;
    [[nodiscard]] Result<QByteArray> read(const QString &path) const;
    std::optional<Refusal> write(const QString &path, const QByteArray &bytes,
                                 FileMode mode = FileMode::Regular);
    std::optional<Refusal> remove(const QString &path);
    /// `actor`: who keeps the present state; the harness keeps those between turns.
    int checkpoint(const QString &label, const QString &actor = QStringLiteral("agent"));
    Result<void> goBackTo(int checkpoint);

    /// Gives an answer to the present turn: applied to the workspace, or refused (the attempt then
    /// fails).
    Result<std::optional<Refusal>> answer(const Answer &answer);
    /// Runs a command in the sandbox on the present workspace (with a .git of one parentless
    /// commit); files that it changed are taken over.
    Result<ExecResult> execute(const QStringList &argv, const QByteArray &input = {});
    /// A message of a conversation: role "user", "assistant", "system", "tool".
    qint64 message(const QString &role, const QString &text, const QString &conversation = {});
    /// Anything else; id, times and turn are filled in. Returns its id.
    qint64 record(Event event);

    // What the harness reads afterwards.
    void beginTurn(int turn);
    [[nodiscard]] Trace trace() const;
    [[nodiscard]] QByteArray lastAnswer() const;
    [[nodiscard]] bool leftOut() const; ///< an answer did not meet the scenario's AcceptRule
    [[nodiscard]] QString refusal() const; ///< of the last refused answer; empty: none
    [[nodiscard]] BlobStore &blobs() const { return m_blobs; }

private:
    qint64 recordLocked(Event event);
    Result<Applied> applied(const Answer &answer);
    [[nodiscard]] bool targetChanged() const;

    const Scenario &m_scenario;
    BlobStore &m_blobs;
    Services m_services;
    std::stop_token m_stop;
    quint64 m_seed;
    qint64 m_startNs;

    mutable std::mutex m_mutex; ///< guards everything below
    Workspace m_workspace;
    Trace m_trace;
    int m_turn = 0;
    QByteArray m_lastAnswer;
    bool m_leftOut = false;
    QString m_refusal;
};

} // namespace touchstone
