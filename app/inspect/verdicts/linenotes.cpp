#include "app/inspect/verdicts/linenotes.h"

#include "core/base/text.h"
#include "core/check/linecoverage.h"
#include "core/report/figures.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("LineNotes", text);
}

LineNote::Kind kindOf(LineState state)
{
    return state == LineState::Covered ? LineNote::Kind::Covered
        : state == LineState::Partly   ? LineNote::Kind::Partly
                                       : LineNote::Kind::Uncovered;
}

QString toldOf(const CoveredLine &line)
{
    // coverage.py counts no further than one
    QString told = line.hits <= 0 ? tr("never run by the tests")
        : line.hits == 1          ? tr("run by the tests")
                                  : tr("run %1 times by the tests").arg(countText(line.hits));
    if (line.total > 0)
        told += tr("; %1 of %2 branches taken").arg(line.taken).arg(line.total);
    return told;
}

/// Lines that follow each other and of which the same is told are one note.
void addCoverage(const LineCoverage &coverage, std::vector<LineNote> &notes)
{
    const size_t begin = notes.size();
    for (const CoveredLine &line : linesOf(coverage)) {
        const QString told = toldOf(line);
        const bool goesOn = notes.size() > begin && notes.back().last + 1 == line.line
            && notes.back().message == told;
        if (goesOn)
            notes.back().last = line.line;
        else
            notes.push_back(
                {coverage.file, line.line, line.line, told, kindOf(line.state()), coverage.blob});
    }
}

void addPlace(const Verdict &verdict, const Evidence &evidence, std::vector<LineNote> &notes)
{
    const auto first = int(integerOr(evidence.data, "line", 0));
    const auto last = std::max(first, int(integerOr(evidence.data, "endLine", first)));
    if (first <= 0)
        return;
    const bool isCoverage = verdict.type == u"coverage"_s;
    notes.push_back({stringOr(evidence.data, "file"),
                     first,
                     isCoverage ? last : first,
                     verdict.check + u": "_s + stringOr(evidence.data, "message", evidence.title),
                     isCoverage ? LineNote::Kind::Uncovered : LineNote::Kind::Finding,
                     {}});
}

/// The newer number of each older line; 0: it is gone.
std::vector<int> movedLines(const FileDiff &file)
{
    std::vector<int> moved;
    for (const DiffLine &line : file.lines) {
        if (line.before <= 0)
            continue;
        moved.resize(std::max(moved.size(), size_t(line.before) + 1));
        moved[size_t(line.before)] = line.after;
    }
    return moved;
}

} // namespace

std::vector<LineNote> notesOf(const std::vector<Verdict> &verdicts)
{
    std::vector<LineNote> notes;
    for (const Verdict &verdict : verdicts) {
        QSet<QString> told; // of runs from before there was more than places
        for (const Evidence &evidence : verdict.evidence)
            if (const auto coverage = lineCoverageIn(evidence)) {
                told.insert(coverage->file);
                addCoverage(*coverage, notes);
            }
        for (const Evidence &evidence : verdict.evidence)
            if (evidence.kind == u"place"_s && !told.contains(stringOr(evidence.data, "file")))
                addPlace(verdict, evidence, notes);
    }
    return notes;
}

std::vector<LineNote> notesFor(const std::vector<LineNote> &notes, const FileDiff &file)
{
    const auto blobOf = [](const std::optional<FileEntry> &entry) {
        return entry ? entry->blob : Digest();
    };
    const Digest after = blobOf(file.change.after);
    const Digest before = blobOf(file.change.before);
    std::vector<int> moved;
    std::vector<LineNote> shown;
    for (const LineNote &note : notes) {
        if (note.file != file.change.path)
            continue;
        if (note.blob.isNull() || note.blob == after) {
            shown.push_back(note);
            continue;
        }
        if (note.blob != before)
            continue;
        if (moved.empty())
            moved = movedLines(file);
        for (int line = note.first; line <= note.last && size_t(line) < moved.size(); ++line) {
            const int now = moved[size_t(line)];
            if (now <= 0)
                continue;
            if (!shown.empty() && shown.back().last + 1 == now
                && shown.back().message == note.message) {
                shown.back().last = now;
                continue;
            }
            LineNote there = note;
            there.first = there.last = now;
            shown.push_back(there);
        }
    }
    return shown;
}

ide::CodeView::Mark markOf(LineNote::Kind kind)
{
    switch (kind) {
    case LineNote::Kind::Finding:
        break;
    case LineNote::Kind::Uncovered:
        return ide::CodeView::Mark::Uncovered;
    case LineNote::Kind::Partly:
        return ide::CodeView::Mark::Partly;
    case LineNote::Kind::Covered:
        return ide::CodeView::Mark::Covered;
    }
    return ide::CodeView::Mark::Found;
}

QString tipOf(const std::vector<LineNote> &notes, int line)
{
    QStringList told;
    for (const LineNote &note : notes)
        if (note.first <= line && line <= note.last)
            told.append(shortened(visibleText(note.message), 400));
    return told.isEmpty() ? QString() : tr("Line %1: ").arg(line) + told.join(u'\n');
}

CoverageCounts countsOf(const std::vector<LineNote> &notes)
{
    CoverageCounts counts;
    for (const LineNote &note : notes) {
        const int lines = note.last - note.first + 1;
        counts.covered += note.kind == LineNote::Kind::Covered ? lines : 0;
        counts.partly += note.kind == LineNote::Kind::Partly ? lines : 0;
        counts.uncovered += note.kind == LineNote::Kind::Uncovered ? lines : 0;
    }
    return counts;
}

int nextUncovered(const std::vector<LineNote> &notes, int line, int direction)
{
    std::vector<int> begins;
    for (const LineNote &note : notes)
        if (note.kind == LineNote::Kind::Uncovered || note.kind == LineNote::Kind::Partly)
            begins.push_back(note.first);
    if (begins.empty())
        return 0;
    std::ranges::sort(begins);
    if (direction > 0) {
        const auto next = std::ranges::upper_bound(begins, line);
        return next == begins.end() ? begins.front() : *next;
    }
    const auto here = std::ranges::lower_bound(begins, line);
    return here == begins.begin() ? begins.back() : *(here - 1);
}

} // namespace touchstone::inspect
