#pragma once

#include "core/report/summary.h"
#include "core/score/statistics.h"

#include <QtCore/QDate>

namespace touchstone {

/// How one agent did on one scenario.
struct BaselineEntry {
    QString agent;
    QString pack;
    QString scenario;
    int attempts = 0; ///< first tries, of whatever outcome
    int passes = 0;
    int errors = 0; ///< harness errors, and what this machine could not run
    double score = 0.0; ///< mean over the attempts without errors; 0 without any
    bool operator==(const BaselineEntry &) const = default;

    [[nodiscard]] int counted() const { return attempts - errors; }
    [[nodiscard]] double rate() const; ///< passes of counted(); NaN without any
};

/// A flaky scenario that a gate passes over for a while.
struct Quarantine {
    QString pack;
    QString scenario;
    QString reason;
    QDate until; ///< the last day on which it holds
    bool operator==(const Quarantine &) const = default;
};

/// A small file to be reviewed and kept under version control (resources/schemas/
/// baseline.schema.json): what is expected of a run.
struct Baseline {
    QString run; ///< id of the run that it was made from
    QString touchstone; ///< version and commit that made the run
    std::vector<BaselineEntry> entries; ///< by agent, pack and scenario
    std::vector<Quarantine> quarantine; ///< by pack and scenario
    bool operator==(const Baseline &) const = default;

    [[nodiscard]] const Quarantine *quarantined(const QString &pack, const QString &scenario) const;
};

Result<Baseline> readBaseline(const QString &path);
/// The file's text: an entry a line, so that a diff shows what changed.
QByteArray baselineText(const Baseline &baseline);
/// What stands in a run, by its latest scoring pass; without quarantine.
Result<Baseline> baselineOf(const RunFile &file);

enum class GateMode {
    Exact, ///< recorded answers: every scenario must do at least as well
    Interval, ///< sampled answers: an agent is worse where the interval of the mean difference is
              ///< below 0
};

/// What became of one entry.
enum class GateChange { Same, Better, Worse, Missing, NewError, Added, Quarantined };
QString gateChangeName(GateChange change); ///< "same", "better", "worse", "missing", "new-error", …

struct GateRow {
    GateChange change = GateChange::Same;
    BaselineEntry before; ///< of Added: empty but for the names
    BaselineEntry now; ///< of Missing: empty but for the names
    QString quarantine; ///< reason and date where it is in quarantine, or was
};

/// One agent against its baseline, over the scenarios that both have counted attempts of and that
/// are not in quarantine.
struct GateRate {
    QString agent;
    int scenarios = 0;
    double before = 0.0; ///< mean pass rate; NaN without a scenario
    double now = 0.0;
    Interval interval; ///< 95 % of now - before, paired bootstrap over scenarios
    /// The smallest fall of the mean that this many scenarios and attempts would have shown in 80
    /// of 100 cases, two-sided at 5 %: (1.960 + 0.842) standard errors (Cohen 1988, chapter 2). The
    /// standard error is the larger of the one between scenarios, sd / sqrt(n) of the paired
    /// differences, and the one within them, sqrt(sum v) / n with v the binomial variance of both
    /// rates, each from (passes + 1) / (attempts + 2) so that 1 of 1 is not taken for certainty.
    double detectable = 0.0;
};

struct GateResult {
    GateMode mode = GateMode::Exact;
    std::vector<GateRow> rows; ///< all entries
    std::vector<GateRate> rates;
    QStringList reasons; ///< why the gate is shut, a line each; empty: it is open
    [[nodiscard]] int count(GateChange change) const;
};

/// Holds a run against its baseline. Agents are held against those of the same name; where each
/// side has one alone, against each other. In either mode a missing scenario or agent and new
/// errors shut the gate; so does an entry whose quarantine ended before `today` and that is worse.
GateResult holdAgainst(const Baseline &baseline, const Baseline &now, GateMode mode, QDate today);

/// For a terminal: counts, what is worse, missing, newly erring, improved and added, and the rates.
QString gateText(const GateResult &result, size_t maxLines = 100);
/// Members of the event "gate".
Json gateJson(const GateResult &result);

} // namespace touchstone
