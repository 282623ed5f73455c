#pragma once

#include "app/ide/codeview.h"
#include "app/inspect/attempt/attemptreading.h"

namespace touchstone::inspect {

/// What somebody has to say of some lines.
struct LineNote {
    enum class Kind { Finding, Uncovered, Partly, Covered };
    QString file;
    int first = 0; ///< lines of the newer text, from 1
    int last = 0;
    QString message;
    Kind kind = Kind::Finding;
    Digest blob; ///< the text that the lines are of; null: the one that is shown
    bool operator==(const LineNote &) const = default;
};

/// The places that verdicts tell of: what was run and what was not, of coverage; else findings.
/// Any thread.
std::vector<LineNote> notesOf(const std::vector<Verdict> &verdicts);

/// The notes of one file with the lines of its newer text. Those of the older one are moved to
/// where the lines are now; those of another text, and of lines that are gone, are left out.
std::vector<LineNote> notesFor(const std::vector<LineNote> &notes, const FileDiff &file);

ide::CodeView::Mark markOf(LineNote::Kind kind);
/// What is said of a line; empty: nothing.
QString tipOf(const std::vector<LineNote> &notes, int line);

/// How many lines are how.
struct CoverageCounts {
    int covered = 0;
    int partly = 0;
    int uncovered = 0;
    [[nodiscard]] int all() const { return covered + partly + uncovered; }
    bool operator==(const CoverageCounts &) const = default;
};
CoverageCounts countsOf(const std::vector<LineNote> &notes);
/// Where the next lines begin, in a direction and round the end, that were not run or in part; 0:
/// there are none.
int nextUncovered(const std::vector<LineNote> &notes, int line, int direction);

} // namespace touchstone::inspect
