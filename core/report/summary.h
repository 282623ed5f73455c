#pragma once

#include "core/base/json.h"
#include "core/run/runfile.h"
#include "core/score/statistics.h"

#include <memory>
#include <vector>

namespace touchstone {

/// How attempts ended; they add up to `attempts`. A left-out one counts as left out whether it
/// passed or failed.
struct OutcomeCounts {
    int attempts = 0;
    int passed = 0;
    int failed = 0;
    int errors = 0;
    int unsupported = 0;
    int leftOut = 0;
    bool operator==(const OutcomeCounts &) const = default;

    void add(const AttemptRecord &record);
};

/// pass@k and pass^k for one k.
struct RateAtK {
    int k = 1;
    Estimate passAtK;
    Estimate passHatK;
};

/// Attempts of one agent that have something in common (a kind, a tag), or all of them. First tries
/// only: attempts that were run again on request are counted apart.
struct GroupSummary {
    QString name; ///< the value they share; empty: they have none
    OutcomeCounts counts;
    int scenarios = 0;
    std::vector<RateAtK> rates; ///< k = 1 first; of a group, only that; none without attempts
    Estimate score;
    double medianUs = 0.0; ///< of whole attempts, without unsupported ones
    double p95Us = 0.0;
    QMap<QString, int> limits; ///< name of a limit to attempts that hit it

    /// pass@1, undefined (NaN, denominator 0) where nothing counts.
    [[nodiscard]] Estimate passAt1() const;
};

/// How often one check gave which verdict.
struct CheckSummary {
    QString id;
    QString type;
    CheckRole role = CheckRole::Required;
    int passed = 0;
    int failed = 0;
    int errors = 0;
    int skipped = 0;
    QMap<QString, int> errorCodes; ///< "tool-missing" to how often
};

enum class Dimension { Kind, Language, Difficulty, Tag };
QString dimensionName(Dimension dimension); ///< "kind", "language", "difficulty", "tag"

struct AgentSummary {
    GroupSummary total; ///< its name is the agent's
    QMap<Dimension, std::vector<GroupSummary>> groups; ///< by name
    std::vector<CheckSummary> checks; ///< by id; empty where verdicts were not read
    QStringList models; ///< as served
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    double cost = 0.0; ///< US dollars
    OutcomeCounts retries; ///< run again on request; in none of the other figures
};

/// One agent on one scenario.
struct MatrixCell {
    SampleCounts counts;
    int unsupported = 0;
    double scoreSum = 0.0; ///< over passed and failed
    bool operator==(const MatrixCell &) const = default;
};

/// One scenario and how each agent did on it.
struct ScenarioRow {
    QString pack;
    QString scenario;
    QString kind;
    QString language;
    QString difficulty;
    QStringList tags;
    std::vector<MatrixCell> cells; ///< one for each of RunSummary::agents
};

/// What a run came to. Its size grows with scenarios × agents, not with attempts.
struct RunSummary {
    QString path; ///< of the run file; empty: not from one
    QString damage; ///< what could not be read of it and is in no figure; empty: nothing
    RunManifest manifest;
    std::vector<AgentSummary> agents; ///< in the order they were met
    std::vector<ScenarioRow> scenarios; ///< in the order they were met

    [[nodiscard]] int attempts() const; ///< first tries of all agents
    [[nodiscard]] int errors() const; ///< harness errors of all agents, those of retries too
    /// The lowest pass@1 among the agents: what a gate asks. NaN where nothing counts.
    [[nodiscard]] double passRate() const;
};

/// Builds a summary attempt by attempt. Used from one thread.
class SummaryBuilder {
public:
    SummaryBuilder();
    ~SummaryBuilder();
    SummaryBuilder(SummaryBuilder &&) noexcept;
    SummaryBuilder &operator=(SummaryBuilder &&) noexcept;

    void add(const AttemptRecord &record);
    /// With the verdicts that its outcome stands on, for the figures per check.
    void add(const AttemptRecord &record, const std::vector<Verdict> &verdicts);
    /// Rates for those of `ks` that some scenario has samples enough for, and for the largest
    /// number of samples there is. The builder is empty afterwards.
    RunSummary finish(std::vector<int> ks = {1, 5, 10, 100});

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The documented shape of a summary (resources/schemas/summary.schema.json); numbers that are not
/// defined are null.
Json summaryJson(const RunSummary &summary);

} // namespace touchstone
