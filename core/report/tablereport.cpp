#include "core/report/figures.h"
#include "core/report/report.h"
#include "core/report/textgrid.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using Align = TextGrid::Align;
constexpr qsizetype shownScenarios = 50;
constexpr size_t shownGroups = 20;

/// Everything that is printed under one set of options.
class Printer {
public:
    Printer(const RunSummary &summary, int width, bool colour)
        : m_summary(summary)
        , m_width(std::max(width, 40))
        , m_colour(colour)
    {
    }

    QString print()
    {
        head();
        if (m_summary.agents.empty()) {
            m_text += u"No attempts.\n"_s;
            return m_text;
        }
        outcomes();
        rates();
        notes();
        for (const Dimension dimension :
             {Dimension::Kind, Dimension::Language, Dimension::Difficulty, Dimension::Tag})
            groups(dimension);
        checks();
        scenarios();
        return m_text;
    }

private:
    void head();
    void outcomes();
    void rates();
    void notes();
    void groups(Dimension dimension);
    void checks();
    void scenarios();
    [[nodiscard]] TextGrid matrix(const QStringList &agents) const;

    void title(const QString &text) { m_text += u'\n' + inked(text, Ink::Bold, m_colour) + u'\n'; }
    void put(const TextGrid &grid) { m_text += grid.text(m_width, m_colour); }

    const RunSummary &m_summary;
    int m_width;
    bool m_colour;
    QString m_text;
};

TextGrid::Cell number(int count, Ink ink = Ink::Plain)
{
    return {countText(count), count == 0 ? Ink::Dim : ink};
}

void Printer::head()
{
    m_text +=
        inked(u"%1 · %2 · %3"_s.arg(
                  countText(qint64(m_summary.agents.size()), u"agent"_s, u"agents"_s),
                  countText(qint64(m_summary.scenarios.size()), u"scenario"_s, u"scenarios"_s),
                  countText(m_summary.attempts(), u"attempt"_s, u"attempts"_s)),
              Ink::Bold, m_colour)
        + u'\n';
    if (!m_summary.damage.isEmpty())
        m_text +=
            inked(visibleText(u"Damaged: "_s + m_summary.damage), Ink::Warning, m_colour) + u'\n';
}

void Printer::outcomes()
{
    m_text += u'\n';
    TextGrid grid({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right,
                   Align::Right, Align::Right, Align::Right, Align::Right});
    grid.addHeader({u"agent"_s, u"attempts"_s, u"passed"_s, u"failed"_s, u"error"_s,
                    u"unsupported"_s, u"left out"_s, u"median"_s, u"p95"_s});
    for (const AgentSummary &agent : m_summary.agents) {
        const OutcomeCounts &counts = agent.total.counts;
        grid.addRow({{agent.total.name, Ink::Plain},
                     number(counts.attempts),
                     number(counts.passed, Ink::Good),
                     number(counts.failed, Ink::Bad),
                     number(counts.errors, Ink::Warning),
                     number(counts.unsupported, Ink::Warning),
                     number(counts.leftOut),
                     {medianText(agent.total), Ink::Plain},
                     {p95Text(agent.total), Ink::Plain}});
    }
    const auto total = [&](int OutcomeCounts::*count) {
        int sum = 0;
        for (const AgentSummary &agent : m_summary.agents)
            sum += agent.total.counts.*count;
        return sum;
    };
    if (total(&OutcomeCounts::unsupported) == 0)
        grid.hide(5);
    if (total(&OutcomeCounts::leftOut) == 0)
        grid.hide(6);
    grid.mayDrop({8, 7});
    put(grid);
}

void addRate(TextGrid &grid, const QString &agent, const QString &name, const Estimate &estimate)
{
    grid.addRow({{agent, Ink::Plain},
                 {name, Ink::Plain},
                 {percentText(estimate.value), Ink::Bold},
                 {intervalText(estimate.interval), Ink::Plain},
                 {countText(estimate.denominator, u"scenario"_s, u"scenarios"_s), Ink::Plain}});
}

void Printer::rates()
{
    m_text += u'\n';
    TextGrid grid({Align::Left, Align::Left, Align::Right, Align::Right, Align::Right});
    grid.addHeader({u"agent"_s, u"rate"_s, u"value"_s, u"95 % interval"_s, u"over"_s});
    for (const AgentSummary &agent : m_summary.agents) {
        QString name = agent.total.name;
        const auto add = [&](const QString &rate, const Estimate &estimate) {
            addRate(grid, name, rate, estimate);
            name.clear(); // once is enough
        };
        for (const RateAtK &rate : agent.total.rates)
            add(u"pass@%1"_s.arg(rate.k), rate.passAtK);
        for (const RateAtK &rate : agent.total.rates)
            if (rate.k > 1)
                add(u"pass^%1"_s.arg(rate.k), rate.passHatK);
        add(u"score"_s, agent.total.score);
    }
    grid.mayDrop({4});
    put(grid);
}

/// "wall 3, memory 1"
QString limitsText(const QMap<QString, int> &limits)
{
    QStringList parts;
    for (auto it = limits.begin(); it != limits.end(); ++it)
        parts.append(u"%1 %2"_s.arg(it.key(), countText(it.value())));
    return parts.join(u", "_s);
}

QStringList notesOn(const AgentSummary &agent)
{
    QStringList notes;
    if (const QString errors = errorText(agent.total); !errors.isEmpty())
        notes.append(errors);
    if (agent.total.counts.unsupported > 0)
        notes.append(u"unsupported: %1 of %2, in no rate"_s.arg(
            countText(agent.total.counts.unsupported),
            countText(agent.total.counts.attempts, u"attempt"_s, u"attempts"_s)));
    if (agent.total.counts.leftOut > 0)
        notes.append(
            u"left out: %1 by the benchmark's rule; failed where nothing else passed"_s.arg(
                countText(agent.total.counts.leftOut, u"answer"_s, u"answers"_s)));
    if (!agent.total.limits.isEmpty())
        notes.append(u"limits hit: "_s + limitsText(agent.total.limits));
    const OutcomeCounts &again = agent.retries;
    if (again.attempts > 0)
        notes.append(u"run again on request: %1 (%2 passed, %3 failed, %4 errors), in no rate"_s
                         .arg(countText(again.attempts, u"attempt"_s, u"attempts"_s))
                         .arg(again.passed)
                         .arg(again.failed)
                         .arg(again.errors));
    if (agent.inputTokens + agent.outputTokens > 0)
        notes.append(u"tokens: %1 in, %2 out"_s.arg(countText(agent.inputTokens),
                                                    countText(agent.outputTokens)));
    if (agent.cost > 0.0)
        notes.append(u"cost: %1 US$"_s.arg(agent.cost, 0, 'f', 2));
    return notes;
}

void Printer::notes()
{
    QString lines;
    for (const AgentSummary &agent : m_summary.agents) {
        for (const QString &note : notesOn(agent)) {
            const bool uncertain = note.startsWith(u"errors"_s);
            const QString whose =
                m_summary.agents.size() > 1 ? agent.total.name + u": "_s : QString();
            lines +=
                inked(visibleText(whose + note), uncertain ? Ink::Warning : Ink::Plain, m_colour)
                + u'\n';
        }
    }
    if (!lines.isEmpty())
        m_text += u'\n' + lines;
}

void Printer::groups(Dimension dimension)
{
    struct Row {
        QString agent;
        GroupSummary group;
    };
    std::vector<Row> rows;
    size_t most = 0;
    for (const AgentSummary &agent : m_summary.agents) {
        const auto groups = agent.groups.value(dimension);
        most = std::max(most, groups.size());
        for (const GroupSummary &group : groups)
            rows.push_back({agent.total.name, group});
    }
    if (most < 2)
        return; // it says nothing that the rates above do not
    const auto order = [](const Row &row) {
        return std::pair(-row.group.counts.attempts, row.group.name);
    };
    std::ranges::stable_sort(rows, {}, order);
    const size_t shown = std::min(rows.size(), shownGroups * m_summary.agents.size());
    title(u"By "_s + dimensionName(dimension));
    TextGrid grid({Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Right,
                   Align::Right});
    grid.addHeader({dimensionName(dimension), u"agent"_s, u"attempts"_s, u"passed"_s, u"error"_s,
                    u"pass@1"_s, u"95 % interval"_s});
    for (size_t i = 0; i < shown; ++i) {
        const GroupSummary &group = rows[i].group;
        const Estimate rate = group.passAt1();
        grid.addRow({{group.name.isEmpty() ? u"(none)"_s : group.name, Ink::Plain},
                     {rows[i].agent, Ink::Dim},
                     number(group.counts.attempts),
                     number(group.counts.passed, Ink::Good),
                     number(group.counts.errors, Ink::Warning),
                     {percentText(rate.value), Ink::Bold},
                     {intervalText(rate.interval), Ink::Plain}});
    }
    if (m_summary.agents.size() == 1)
        grid.hide(1);
    grid.mayDrop({6, 4, 3});
    put(grid);
    if (shown < rows.size())
        m_text += u"… and %1 smaller ones: --format json has them all\n"_s.arg(rows.size() - shown);
}

void Printer::checks()
{
    const auto hasChecks = [](const AgentSummary &agent) { return !agent.checks.empty(); };
    if (std::ranges::none_of(m_summary.agents, hasChecks))
        return;
    title(u"Checks"_s);
    TextGrid grid({Align::Left, Align::Left, Align::Left, Align::Right, Align::Right, Align::Right,
                   Align::Right});
    grid.addHeader(
        {u"check"_s, u"role"_s, u"agent"_s, u"passed"_s, u"failed"_s, u"error"_s, u"skipped"_s});
    for (const AgentSummary &agent : m_summary.agents)
        for (const CheckSummary &check : agent.checks)
            grid.addRow({{check.id, Ink::Plain},
                         {checkRoleName(check.role), Ink::Dim},
                         {agent.total.name, Ink::Dim},
                         number(check.passed, Ink::Good),
                         number(check.failed, Ink::Bad),
                         number(check.errors, Ink::Warning),
                         number(check.skipped)});
    if (m_summary.agents.size() == 1)
        grid.hide(2);
    grid.mayDrop({1, 6});
    put(grid);
    for (const AgentSummary &agent : m_summary.agents)
        for (const CheckSummary &check : agent.checks)
            if (!check.errorCodes.isEmpty())
                m_text += visibleText(u"errors of %1 (%2): %3\n"_s.arg(
                    check.id, agent.total.name, limitsText(check.errorCodes)));
}

TextGrid::Cell matrixCell(const MatrixCell &cell)
{
    const SampleCounts &counts = cell.counts;
    if (counts.counted() + counts.errors + cell.unsupported == 0)
        return {u"–"_s, Ink::Dim};
    QStringList parts;
    if (counts.counted() > 0)
        parts.append(u"%1/%2"_s.arg(counts.passed).arg(counts.counted()));
    if (counts.errors > 0)
        parts.append(countText(counts.errors, u"error"_s, u"errors"_s));
    if (cell.unsupported > 0)
        parts.append(u"unsupported"_s);
    Ink ink = counts.passed == counts.counted() ? Ink::Good : Ink::Plain;
    if (counts.errors + cell.unsupported > 0)
        ink = Ink::Warning;
    else if (counts.passed == 0)
        ink = Ink::Bad;
    return {parts.join(u", "_s), ink};
}

void Printer::scenarios()
{
    const qsizetype count = qsizetype(m_summary.scenarios.size());
    title(u"Scenarios"_s);
    if (count > shownScenarios) {
        m_text += u"%1: too many to list here, the HTML report and exports have them\n"_s.arg(
            countText(count));
        return;
    }
    QStringList names;
    for (const AgentSummary &agent : m_summary.agents)
        names.append(agent.total.name);
    TextGrid grid = matrix(names);
    if (!grid.fits(m_width)) { // too wide: numbers in place of names
        QStringList numbers;
        for (qsizetype i = 0; i < names.size(); ++i) {
            numbers.append(u"#%1"_s.arg(i + 1));
            m_text += visibleText(u"%1 %2\n"_s.arg(numbers.last(), shortName(names[i])));
        }
        grid = matrix(numbers);
    }
    put(grid);
}

/// Agents by column, scenarios by row.
TextGrid Printer::matrix(const QStringList &agents) const
{
    std::vector<Align> columns(m_summary.agents.size() + 1, Align::Right);
    columns[0] = Align::Left;
    TextGrid grid(columns);
    grid.addHeader(QStringList{u"scenario"_s} + agents);
    for (const ScenarioRow &row : m_summary.scenarios) {
        std::vector<TextGrid::Cell> cells{{row.scenario, Ink::Plain}};
        for (const MatrixCell &cell : row.cells)
            cells.push_back(matrixCell(cell));
        grid.addRow(std::move(cells));
    }
    return grid;
}

} // namespace

QString tableReport(const RunSummary &summary, int width, bool colour)
{
    return Printer(summary, width, colour).print();
}

} // namespace touchstone
