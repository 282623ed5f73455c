#pragma once

#include "core/check/lcov.h"
#include "core/check/verdict.h"

namespace touchstone {

/// What tests ran of one file, as it stands in evidence of kind "coverage":
/// {"file", "blob"?, "lines": [[first, last, hits], …], "branches"?: [[line, taken, total], …]}.
/// `blob`: the text that the numbers are of, which the agent's may differ from.
struct LineCoverage {
    /// Executable lines that follow each other, run equally often; from 1.
    struct Lines {
        int first = 0;
        int last = 0;
        qint64 hits = 0;
        bool operator==(const Lines &) const = default;
    };
    /// The ways out of a line's decisions.
    struct Branches {
        int line = 0;
        int taken = 0;
        int total = 0;
        bool operator==(const Branches &) const = default;
    };
    QString file;
    Digest blob; ///< null: not told
    std::vector<Lines> lines;
    std::vector<Branches> branches; ///< of lines that have any
    bool operator==(const LineCoverage &) const = default;
};

enum class LineState { Covered, Partly, Uncovered };

/// One executable line.
struct CoveredLine {
    int line = 0;
    qint64 hits = 0;
    int taken = 0; ///< branches
    int total = 0;
    /// Partly: run, but not every branch of it was taken.
    [[nodiscard]] LineState state() const
    {
        return hits <= 0    ? LineState::Uncovered
            : taken < total ? LineState::Partly
                            : LineState::Covered;
    }
    bool operator==(const CoveredLine &) const = default;
};

LineCoverage lineCoverageOf(const QString &file, const FileCoverage &coverage, const Digest &blob);
/// The executable lines in order; of a stranger's file at most a million.
std::vector<CoveredLine> linesOf(const LineCoverage &coverage);

Evidence coverageEvidence(const LineCoverage &coverage);
/// Nothing where the evidence is of another kind. What does not hold together is left out.
std::optional<LineCoverage> lineCoverageIn(const Evidence &evidence);
/// "run: 1 to 4, 8; in part: 5; never: 6 to 7"
QString coverageText(const LineCoverage &coverage);

} // namespace touchstone
