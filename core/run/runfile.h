#pragma once

#include "core/check/verdict.h"
#include "core/score/outcome.h"
#include "core/trace/event.h"
#include "core/workspace/blobs.h"

#include <functional>
#include <limits>
#include <memory>
#include <unordered_map>

namespace touchstone {

/// What a run was made with and on; stands in the file once.
struct RunManifest {
    QString runId; ///< unique in the world
    qint64 createdMs = 0;
    QString touchstone; ///< version and commit
    Json environment =
        Json::object(); ///< cpu, kernel, os, tools and versions, confinement, environment profile
    Json plan = Json::object(); ///< the run specification that was carried out
    Digest planDigest; ///< of everything that decides what is run; resume refuses another
};

/// One attempt as it stands in the file.
struct AttemptRecord {
    QString id; ///< unique in the world
    QString pack;
    QString scenario;
    Digest scenarioDigest; ///< a blob: the resolved scenario
    QString kind;
    QString language;
    QStringList tags;
    QString difficulty;
    QString agent; ///< the agent's specification as given, without secrets: "samples:gpt.jsonl"
    int sample = 0; ///< from 0
    int retry = 0; ///< 0: the first; 1..: run again on request, beside the first
    Outcome outcome = Outcome::Failed;
    QString reason;
    double score = 0.0;
    bool leftOut = false; ///< by the scenario's AcceptRule
    QString limit; ///< name of the limit that was hit, by agent or judged code; empty: none
    qint64 startedMs = 0; ///< wall clock
    qint64 durationUs = 0;
    qint64 agentUs = 0; ///< of it, the agent's
    qint64 checkUs = 0; ///< of it, the checks'
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    double cost = 0.0; ///< US dollars
    QString model; ///< as served; empty: none
    Digest endManifest; ///< a blob: JSON of the final workspace's manifest
    Digest answer; ///< a blob: the last answer as given; null: none
    int pass = 1; ///< the scoring pass that outcome and score are of
    bool operator==(const AttemptRecord &) const = default;
};

/// A finished attempt on its way into the file.
struct FinishedAttempt {
    AttemptRecord record;
    Trace events;
    std::vector<Verdict> verdicts;
    std::unordered_map<Digest, QByteArray>
        blobs; ///< everything that the above refer to and the file may lack
};

/// One application of a set of checks.
struct ScoringPass {
    int id = 1; ///< 1: the run's own
    qint64 createdMs = 0;
    QString touchstone;
    Json note = Json::object(); ///< filter, changed checks, environment
};

/// Which attempts to read. Empty strings and lists: all.
struct AttemptQuery {
    QString scenario;
    QString agent;
    int pass = 0; ///< 0: the latest of each attempt
    qint64 after = 0; ///< only those that finished after the one of this number …
    qint64 upTo = 0; ///< … up to this number; 0: all
};

/// What whoever writes a run is doing, as anybody can see from its file.
struct RunActivity {
    enum class State {
        None, ///< nobody writes it
        Running,
        Paused, ///< nothing new is begun
        Stopping, ///< ends after the attempts under way
        Lost, ///< somebody wrote it, and is gone without having given it back
    };
    State state = State::None;
    QString asked; ///< "stop", "pause", "resume": not heard yet; empty: nothing
    QString holder; ///< who writes it, or did: "process 17 on host a (since …)"
    qint64 silentMs = 0; ///< since the holder's last sign of life
    [[nodiscard]] bool isUnderWay() const { return state != State::None && state != State::Lost; }
    bool operator==(const RunActivity &) const = default;
};

struct VerifyReport {
    qint64 blobs = 0;
    qint64 attempts = 0;
    QStringList problems; ///< empty: everything holds together
};

/// NAME.touchstone, DESIGN.md decision 1. One writer holds the lease; readers are free. An object
/// is used from one thread at a time.
class RunFile : public BlobSource {
public:
    ~RunFile() override;
    enum class Mode { Read, Write };

    /// A new file; Busy/BadInput when it exists.
    static Result<std::unique_ptr<RunFile>> create(const QString &path,
                                                   const RunManifest &manifest);
    /// Errors: NotFound, Newer (schema from a newer version), Corrupt (not ours, truncated: says
    /// what is still readable). Mode::Write takes the lease: Busy, with who holds it.
    static Result<std::unique_ptr<RunFile>> open(const QString &path, Mode mode);

    [[nodiscard]] QString path() const;
    /// What is lost or to be had elsewhere, found at opening; empty: nothing known to be wrong.
    [[nodiscard]] QStringList warnings() const;
    [[nodiscard]] Result<RunManifest> manifest() const;
    Result<void> setManifest(const RunManifest &manifest);

    /// One transaction; when it returns, all of them are committed.
    Result<void> append(const std::vector<FinishedAttempt> &attempts);
    /// A further scoring pass: a new id, then verdicts and outcomes of any number of attempts under
    /// it.
    Result<int> beginPass(const ScoringPass &pass);
    struct Rescored {
        QString attempt;
        AttemptScore score;
        std::vector<Verdict> verdicts;
        std::unordered_map<Digest, QByteArray> blobs;
    };
    Result<void> appendPass(int pass, const std::vector<Rescored> &attempts);

    /// Calls `visit` for each attempt in the order they finished; stops when it returns false.
    Result<void> attempts(const AttemptQuery &query,
                          const std::function<bool(const AttemptRecord &)> &visit) const;
    /// A unique prefix of the id is enough; pass 0: the latest.
    [[nodiscard]] Result<AttemptRecord> attempt(const QString &id, int pass = 0) const;
    [[nodiscard]] Result<qint64> attemptCount() const;
    /// The number of the attempt that finished last, for AttemptQuery; 0: there is none.
    [[nodiscard]] Result<qint64> lastNumber() const;
    /// Those with ids beyond `after`, in order; at most `most` of them.
    [[nodiscard]] Result<Trace> events(const QString &attempt, qint64 after = 0,
                                       qint64 most = std::numeric_limits<qint64>::max()) const;
    /// How many events of which type, without reading what stands in them.
    [[nodiscard]] Result<QMap<EventType, qint64>> eventCounts(const QString &attempt) const;
    [[nodiscard]] Result<std::vector<Verdict>> verdicts(const QString &attempt, int pass = 0) const;
    /// The same without measures and evidence: much less to read.
    [[nodiscard]] Result<std::vector<Verdict>> briefVerdicts(const QString &attempt,
                                                             int pass = 0) const;
    [[nodiscard]] Result<std::vector<ScoringPass>> passes() const;
    [[nodiscard]] Result<Json> resolvedScenario(const Digest &digest) const;

    [[nodiscard]] Result<QByteArray> blob(const Digest &digest) const override;
    [[nodiscard]] bool hasBlob(const Digest &digest) const override;

    /// Whether somebody is running it just now, here or elsewhere. Leaves nothing open.
    static Result<bool> isRunning(const QString &path);
    static Result<RunActivity> activity(const QString &path);
    /// Control from elsewhere: "stop", "pause", "resume"; short transactions, no lease needed.
    static Result<void> requestControl(const QString &path, const QString &request);
    [[nodiscard]] Result<QString> takeControl();
    /// What came of it, for activity(): Running, Paused or Stopping.
    Result<void> tellActivity(RunActivity::State state);

    /// Every hash and reference; does not stop at the first problem.
    [[nodiscard]] Result<VerifyReport> verify() const;
    /// Adds another run's attempts; the same attempt id twice is kept once. Changed: differing
    /// plans or environments, named, unless `differing` is allowed.
    Result<qint64> mergeFrom(const RunFile &other, bool allowDiffering);
    /// Drops blobs that nothing refers to and gives space back.
    Result<void> compact();
    /// Leaves WAL mode: one plain file at the final path. Called before closing; the lease is given
    /// back.
    Result<void> publish();

    struct State; ///< defined for this class's own sources only

private:
    explicit RunFile(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// A new id that is unique in the world and sorts by time: 26 characters.
QString newId();

} // namespace touchstone
