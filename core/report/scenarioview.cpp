#include "core/report/htmlviews.h"

#include "core/base/text.h"
#include "core/report/attemptview.h"
#include "core/report/evidenceview.h"
#include "core/report/figures.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int shownSamples = 30; // of one cell, one by one

struct CellLook {
    const char *tone;
    QString mark;
};

CellLook cellLook(const MatrixCell &cell)
{
    const int counted = cell.counts.counted();
    const int odd = cell.counts.errors + cell.unsupported;
    if (counted + odd == 0)
        return {"none", u"–"_s};
    const bool single = counted + odd == 1;
    if (odd > 0 && counted == 0)
        return {"warn",
                cell.counts.errors > 0 ? (single ? u"!"_s : u"%1 !"_s.arg(cell.counts.errors))
                                       : u"n/a"_s};
    QString mark = u"%1/%2"_s.arg(cell.counts.passed).arg(counted);
    if (odd > 0)
        return {"warn", mark + u" !"_s};
    if (single)
        mark = cell.counts.passed > 0 ? u"✓"_s : u"✗"_s;
    if (cell.counts.passed == counted)
        return {"good", mark};
    return {cell.counts.passed == 0 ? "bad" : "part", mark};
}

QString markSign(const AttemptMark &mark)
{
    switch (mark.outcome) {
    case Outcome::Passed:
        return mark.leftOut ? u"–"_s : u"✓"_s;
    case Outcome::Failed:
        return mark.leftOut ? u"–"_s : u"✗"_s;
    case Outcome::Error:
        return u"!"_s;
    case Outcome::Unsupported:
        break;
    }
    return u"–"_s;
}

/// A sample of a cell that has several; the page may have its details.
Json markView(const AttemptMark &mark)
{
    QString label = u"sample %1: %2"_s.arg(mark.sample).arg(outcomeName(mark.outcome));
    if (mark.leftOut)
        label += u", left out by the benchmark's rule"_s;
    if (!mark.reason.isEmpty())
        label += u" – "_s + mark.reason;
    const bool isOut = mark.leftOut && mark.outcome != Outcome::Error;
    return {{"tone", isOut ? u"neutral"_s : outcomeTone(mark.outcome)},
            {"sign", markSign(mark)},
            {"label", label},
            {"anchor", mark.isTold ? attemptAnchor(mark.id) : QString()}};
}

QString cellLabel(const MatrixCell &cell)
{
    QStringList parts;
    if (cell.counts.counted() > 0)
        parts.append(u"%1 of %2 passed"_s.arg(cell.counts.passed).arg(cell.counts.counted()));
    if (cell.counts.errors > 0)
        parts.append(countText(cell.counts.errors, u"error"_s, u"errors"_s));
    if (cell.unsupported > 0)
        parts.append(u"%1 unsupported"_s.arg(cell.unsupported));
    if (cell.counts.leftOut > 0)
        parts.append(u"%1 left out by the benchmark's rule"_s.arg(cell.counts.leftOut));
    return parts.isEmpty() ? u"no attempt"_s : parts.join(u", "_s);
}

/// The words that the filter "Show" asks for.
QString rowStates(const ScenarioRow &row)
{
    bool allPassed = true;
    bool failed = false;
    bool errors = false;
    bool unsupported = false;
    for (const MatrixCell &cell : row.cells) {
        const bool all = cell.counts.counted() > 0 && cell.counts.passed == cell.counts.counted();
        allPassed = allPassed && all && cell.counts.errors + cell.unsupported == 0;
        failed = failed || cell.counts.passed < cell.counts.counted();
        errors = errors || cell.counts.errors > 0;
        unsupported = unsupported || cell.unsupported > 0;
    }
    QStringList states;
    for (const auto &[holds, word] :
         {std::pair(allPassed, u"passed"_s), std::pair(failed, u"failed"_s),
          std::pair(errors, u"error"_s), std::pair(unsupported, u"unsupported"_s)})
        if (holds)
            states.append(word);
    return states.join(u' ');
}

/// A cell with what is known of its samples: the only one's details are behind the cell itself.
Json cellView(const MatrixCell &cell, const std::vector<AttemptMark> &samples)
{
    const CellLook look = cellLook(cell);
    QString label = cellLabel(cell);
    Json marks = Json::array();
    QString anchor;
    if (samples.size() == 1) {
        if (samples.front().isTold)
            anchor = attemptAnchor(samples.front().id);
        if (!samples.front().reason.isEmpty())
            label += u" – "_s + samples.front().reason;
    } else if (samples.size() <= size_t(shownSamples)) {
        for (const AttemptMark &mark : samples)
            marks.push_back(markView(mark));
    }
    return {{"tone", look.tone},
            {"mark", look.mark},
            {"label", label},
            {"anchor", anchor},
            {"samples", std::move(marks)}};
}

} // namespace

Json scenarioRowView(const ScenarioRow &row, bool withPack,
                     const std::vector<std::vector<AttemptMark>> &samples)
{
    Json cells = Json::array();
    for (size_t i = 0; i < row.cells.size(); ++i)
        cells.push_back(cellView(row.cells[i], samples[i]));
    QStringList about;
    for (const QString &word : {row.kind, row.language, row.difficulty})
        if (!word.isEmpty())
            about.append(shortName(word));
    return {{"scenario", shortName(row.scenario, shownName)},
            {"pack", withPack ? shortName(row.pack) : QString()},
            {"about", about.join(u" · "_s)},
            {"search",
             shortened((QStringList{row.scenario, row.pack, row.kind, row.language, row.difficulty}
                        + row.tags)
                           .join(u' '),
                       1000)},
            {"states", rowStates(row)},
            {"cells", std::move(cells)}};
}

} // namespace touchstone
