#include "core/report/attemptmarks.h"

#include "core/base/text.h"
#include "core/report/attemptstream.h"

#include <QtCore/QSet>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QString cellKey(const QString &pack, const QString &scenario, const QString &agent)
{
    return pack + u'\n' + scenario + u'\n' + agent;
}

/// What decides the order in which attempts are told.
struct Candidate {
    QString id;
    bool inError = false;
    qsizetype row = 0; ///< of the matrix
    QString agent;
    int sample = 0;
    int retry = 0;

    [[nodiscard]] auto order() const { return std::tuple(!inError, row, agent, sample, retry); }
};

/// Where each scenario stands in the matrix.
QHash<QString, qsizetype> rowsOf(const RunSummary &summary)
{
    QHash<QString, qsizetype> rows;
    for (const ScenarioRow &row : summary.scenarios)
        rows.insert(row.pack + u'\n' + row.scenario, rows.size());
    return rows;
}

/// The first of each sort as they finished, at most so many of them together.
class Choice {
public:
    explicit Choice(int most)
        : m_most(size_t(std::max(0, most)))
    {
    }

    void add(Candidate candidate)
    {
        auto &list = candidate.inError ? m_errors : m_others;
        if (list.size() < m_most)
            list.push_back(std::move(candidate));
    }

    [[nodiscard]] QStringList ids()
    {
        m_others.resize(std::min(m_others.size(), m_most - m_errors.size()));
        m_errors.insert(m_errors.end(), m_others.begin(), m_others.end());
        std::ranges::sort(m_errors, {}, &Candidate::order);
        QStringList ids;
        for (const Candidate &candidate : m_errors)
            ids.append(candidate.id);
        return ids;
    }

private:
    size_t m_most;
    std::vector<Candidate> m_errors;
    std::vector<Candidate> m_others;
};

} // namespace

Result<AttemptMarks> AttemptMarks::read(const RunFile &file, const ReportOptions &options,
                                        const RunSummary &summary)
{
    AttemptMarks marks;
    Choice choice(options.maxAttempts);
    const QHash<QString, qsizetype> rows = rowsOf(summary);
    const bool keepsSamples = summary.attempts() <= options.maxMarks;
    marks.m_damage =
        forEachAttempt(file, options, {}, [&](const AttemptRecord &record) -> Result<void> {
            if (record.outcome != Outcome::Passed || record.leftOut)
                choice.add({record.id, record.outcome == Outcome::Error,
                            rows.value(record.pack + u'\n' + record.scenario, rows.size()),
                            record.agent, record.sample, record.retry});
            if (keepsSamples && record.retry == 0)
                marks.m_cells[cellKey(record.pack, record.scenario, record.agent)].push_back(
                    {record.id, record.sample, record.outcome, record.leftOut,
                     shortName(record.reason, 160), false});
            return {};
        });
    if (!marks.m_damage && marks.m_damage.error().code != ErrorCode::Corrupt)
        return std::unexpected(marks.m_damage.error());
    marks.m_told = choice.ids();
    const QSet<QString> told(marks.m_told.cbegin(), marks.m_told.cend());
    for (std::vector<AttemptMark> &cell : marks.m_cells) {
        std::ranges::stable_sort(cell, {}, &AttemptMark::sample);
        for (AttemptMark &mark : cell)
            mark.isTold = told.contains(mark.id);
    }
    return marks;
}

std::vector<AttemptMark> AttemptMarks::samples(const QString &pack, const QString &scenario,
                                               const QString &agent) const
{
    return m_cells.value(cellKey(pack, scenario, agent));
}

} // namespace touchstone
