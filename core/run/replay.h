#pragma once

#include "core/run/attempt.h"
#include "core/run/attemptfilter.h"

namespace touchstone {

/// Where a replay went another way than the recording.
struct Divergence {
    qint64 event = 0; ///< id in the recorded trace
    QString what; ///< "exit code 1, recorded 0"
    bool operator==(const Divergence &) const = default;
};

/// Does again what a trace records (answers, edits, commands), in the session's own workspace, and
/// compares what comes of it. Divergences become notes in the new trace.
class ReplayActor : public Actor {
public:
    /// `recordedBlobs` holds the bytes that the trace names; borrowed for the actor's life.
    ReplayActor(Trace recorded, const BlobSource &recordedBlobs);
    QFuture<Result<void>> act(Session &session, int turn) override;
    [[nodiscard]] const std::vector<Divergence> &divergences() const { return m_divergences; }

private:
    Result<void> repeat(Session &session, const Event &event);
    Result<void> repeatEdit(Session &session, const Event &event);
    Result<void> repeatCommand(Session &session, const Event &event);
    Result<QByteArray> recordedBytes(const Event &event, const QString &role) const;
    void diverged(Session &session, const Event &event, const QString &what);

    Trace m_recorded;
    const BlobSource &m_blobs;
    std::vector<Divergence> m_divergences;
};

/// What a replayed attempt came to, beside its recording.
struct ReplayOutcome {
    AttemptRecord recorded;
    AttemptRecord replayed;
    std::vector<Divergence> divergences; ///< of the actions
    QStringList verdictChanges; ///< "hidden: passed, recorded failed"
    bool sameEndState = false;
};

/// Replays one attempt of a run file in a fresh workspace, then judges it by the scenario that it
/// was made with, which is what the run's own pass judged by: later passes may have had other
/// checks. Nothing is written to the file.
Result<ReplayOutcome> replayAttempt(Engine &engine, const RunFile &file,
                                    const AttemptRecord &attempt, std::stop_token stop);

/// Judges the recorded end states of a run again (the agent is not asked); a further scoring pass.
struct RescoreOptions {
    WantedAttempt wanted; ///< empty: all
    /// Gives the scenario to judge by (its checks may have changed since); nothing: the recorded
    /// one.
    std::function<std::optional<Result<Scenario>>(const AttemptRecord &, BlobStore &)> scenario;
    int jobs = 1;
    Json note = Json::object();
};
struct RescoreResult {
    int pass = 0;
    qint64 attempts = 0;
    qint64 changed = 0; ///< outcomes that differ from the latest before
    qint64 errors = 0; ///< harness errors among them
    bool interrupted = false;
};
/// `progress(done)` is called from one thread as attempts are committed.
Result<RescoreResult> rescore(Engine &engine, RunFile &file, const RescoreOptions &options,
                              const std::function<void(qint64)> &progress, std::stop_token stop);

} // namespace touchstone
