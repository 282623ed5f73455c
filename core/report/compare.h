#pragma once

#include "core/base/json.h"
#include "core/run/attemptfilter.h"
#include "core/score/statistics.h"

#include <vector>

namespace touchstone {

/// How an attempt of run B went, held against the same attempt of run A (the baseline): same pack,
/// scenario, agent and sample. A left-out answer counts as failed here.
enum class Change {
    Same, ///< outcome and score
    Better, ///< failed, now passed
    Worse, ///< passed, now failed
    ScoreRose, ///< same outcome
    ScoreFell,
    NewError, ///< a harness error that there was not
    ErrorGone,
    NewlyUnsupported,
    NowSupported,
    Missing, ///< only in A
    Added, ///< only in B
};
QString changeName(Change change); ///< "same", "better", "worse", "score-rose", "new-error", …

struct VerdictChange {
    QString check;
    QString statusA; ///< verdictStatusName(); empty: there was no such check
    QString statusB;
    QString reasonA;
    QString reasonB;
};

struct AttemptChange {
    Change change = Change::Same;
    QString pack;
    QString scenario;
    QString agent; ///< B's; A's where it is missing
    int sample = 0;
    QString attemptA; ///< ids; empty: there is none
    QString attemptB;
    QString outcomeA; ///< outcomeName(), "left out", or empty
    QString outcomeB;
    double scoreA = 0.0;
    double scoreB = 0.0;
    QString reasonA;
    QString reasonB;
    bool scenarioChanged = false; ///< the scenario is not the same in both runs
    std::vector<VerdictChange> verdicts; ///< those whose status differs
};

/// Pass rates (pass@1) over the scenarios that both runs have an answer to.
struct RateComparison {
    QString name; ///< a kind, a language, or empty: all of them
    int scenarios = 0; ///< pairs that the rates are means over
    int withErrors = 0; ///< scenarios with errors in either run
    double rateA = 0.0; ///< NaN without a pair
    double rateB = 0.0;
    double difference = 0.0; ///< B - A
    Interval interval; ///< 95 %, paired bootstrap over scenarios
    Interval errorBounds; ///< of the difference: errors as whatever is worst and best for B
};

/// A scenario whose pass rate differs.
struct ScenarioChange {
    QString pack;
    QString scenario;
    int passedA = 0;
    int samplesA = 0;
    int passedB = 0;
    int samplesB = 0;
    [[nodiscard]] bool isBetter() const; ///< else it is worse
};

/// One agent of A and the agent of B that it is held against.
struct AgentComparison {
    QString agentA;
    QString agentB;
    RateComparison all;
    std::vector<RateComparison> kinds;
    std::vector<RateComparison> languages;
    std::vector<ScenarioChange> scenarios;
};

/// Something that differs between the two runs' environments.
struct Difference {
    QString name; ///< "cpu.model"
    QString a; ///< empty: not there
    QString b;
    bool operator==(const Difference &) const = default;
};
std::vector<Difference> environmentDifferences(const RunManifest &a, const RunManifest &b);

struct Comparison {
    QString pathA;
    QString pathB;
    RunManifest manifestA;
    RunManifest manifestB;
    std::vector<Difference> differences; ///< of the environments; not empty only where allowed
    std::vector<AgentComparison> agents;
    QStringList agentsOnlyInA;
    QStringList agentsOnlyInB;
    QMap<Change, int> counts; ///< attempts
    int scenariosChanged = 0; ///< attempts whose scenario is not the same in both runs
    std::vector<AttemptChange> changes; ///< all that are not Same, up to a limit
    std::vector<AttemptChange> same; ///< as many of them as were asked for
    int changesLeftOut = 0; ///< beyond the limit; they are in `counts`
    bool missingIsWorse = true;

    [[nodiscard]] int count(Change change) const { return counts.value(change); }
};

/// When B is worse than its baseline A.
enum class WorseWhen {
    RateFell, ///< an agent's pass rate over the common scenarios fell
    RateFellSurely, ///< … and the 95 % interval of the difference is below 0
    AnyAttempt, ///< an attempt that passed now fails
};
/// Why B is worse, a line each; empty: it is not. Newly erroneous or unsupported attempts always
/// are a reason, missing ones unless they are allowed: a gate never passes on what it did not see.
QStringList worseReasons(const Comparison &comparison, WorseWhen when = WorseWhen::RateFell);

struct CompareOptions {
    bool allowDiffering = false; ///< environments
    bool allowMissing = false; ///< B need not have all attempts of A
    QString agentA; ///< hold this agent of A …
    QString agentB; ///< … against this one of B. Empty: agents of the same name, or the only ones
    int passA = 0; ///< scoring passes, as in AttemptQuery
    int passB = 0;
    WantedAttempt wanted; ///< pairs of which either attempt is wanted; none: all
    size_t maxChanges = 10'000;
    size_t maxSame = 0;
};

/// Holds run B against run A. Only first tries. Changed: the environments differ, and how;
/// BadInput: there is no agent of that name.
Result<Comparison> compareRuns(const RunFile &a, const RunFile &b, const CompareOptions &options);

/// How one attempt went, held against another; of the same scenario, agent and sample or not.
Result<AttemptChange> compareAttempts(const RunFile &a, const AttemptRecord &attemptA,
                                      const RunFile &b, const AttemptRecord &attemptB);

/// For a terminal. At most `maxLines` changes are listed, what is left out is said.
QString compareText(const Comparison &comparison, int width, bool colour, size_t maxLines = 100);
/// resources/schemas/comparison.schema.json
Json compareJson(const Comparison &comparison);
/// RFC 4180: a changed attempt a row.
QString compareCsv(const Comparison &comparison);

} // namespace touchstone
