#include "core/base/text.h"
#include "core/report/compare.h"
#include "core/report/figures.h"
#include "core/report/textgrid.h"

#include <QtCore/QFileInfo>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

using Align = TextGrid::Align;

struct ChangeWords {
    Change change;
    const char16_t *title;
    Ink ink;
};

/// What a reader wants to see first stands first.
constexpr std::array changeOrder{
    ChangeWords{Change::Worse, u"worse: passed before, failed now", Ink::Bad},
    ChangeWords{Change::NewError, u"newly in error", Ink::Warning},
    ChangeWords{Change::NewlyUnsupported, u"newly unsupported", Ink::Warning},
    ChangeWords{Change::Missing, u"missing: only in A", Ink::Warning},
    ChangeWords{Change::ScoreFell, u"score fell, same outcome", Ink::Bad},
    ChangeWords{Change::Better, u"better: failed before, passed now", Ink::Good},
    ChangeWords{Change::ErrorGone, u"no longer in error", Ink::Good},
    ChangeWords{Change::NowSupported, u"now supported", Ink::Good},
    ChangeWords{Change::ScoreRose, u"score rose, same outcome", Ink::Good},
    ChangeWords{Change::Added, u"added: only in B", Ink::Plain},
};

QString fileName(const QString &path)
{
    return visibleText(QFileInfo(path).fileName());
}

void addRate(TextGrid &grid, const QString &name, const RateComparison &rate)
{
    const Ink ink = rate.interval.low > 0.0 ? Ink::Good
        : rate.interval.high < 0.0          ? Ink::Bad
                                            : Ink::Plain;
    grid.addRow({{name, Ink::Plain},
                 {percentText(rate.rateA), Ink::Plain},
                 {percentText(rate.rateB), Ink::Plain},
                 {pointsText(rate.difference), ink},
                 {u"%1 to %2"_s.arg(pointsText(rate.interval.low), pointsText(rate.interval.high)),
                  Ink::Plain},
                 {countText(rate.scenarios), Ink::Plain}});
}

QString ratesText(const AgentComparison &agent, int width, bool colour)
{
    TextGrid grid(
        {Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right});
    grid.addHeader(
        {u"pass rate"_s, u"A"_s, u"B"_s, u"B − A"_s, u"95 % interval"_s, u"scenarios"_s});
    addRate(grid, u"all"_s, agent.all);
    for (const auto &[what, rates] :
         {std::pair(u"kind "_s, &agent.kinds), std::pair(u"language "_s, &agent.languages)})
        if (rates->size() > 1)
            for (const RateComparison &rate : *rates)
                addRate(grid, what + (rate.name.isEmpty() ? u"(none)"_s : rate.name), rate);
    grid.mayDrop({4, 5});
    QString text = grid.text(width, colour);
    if (agent.all.withErrors > 0)
        text += u"errors in %1; B − A between %2 and %3\n"_s.arg(
            countText(agent.all.withErrors, u"scenario"_s, u"scenarios"_s),
            pointsText(agent.all.errorBounds.low), pointsText(agent.all.errorBounds.high));
    return text;
}

/// "HumanEval/3 #0 samples:b.jsonl: passed -> failed", then why, indented.
QString changeText(const AttemptChange &change)
{
    QString line = u"  %1 #%2 (%3)"_s.arg(change.scenario).arg(change.sample).arg(change.agent);
    const bool bothThere = !change.outcomeA.isEmpty() && !change.outcomeB.isEmpty();
    if (bothThere && change.outcomeA != change.outcomeB)
        line += u": %1 → %2"_s.arg(change.outcomeA, change.outcomeB);
    else if (bothThere)
        line += u": %1, score %2 → %3"_s.arg(change.outcomeA)
                    .arg(change.scoreA, 0, 'f', 3)
                    .arg(change.scoreB, 0, 'f', 3);
    else
        line += u": "_s + change.outcomeA + change.outcomeB;
    if (change.scenarioChanged)
        line += u" [the scenario itself differs]"_s;
    const QString reason = change.reasonB.isEmpty() ? change.reasonA : change.reasonB;
    if (!reason.isEmpty())
        line += u"\n      "_s + (change.reasonB.isEmpty() ? u"before: "_s : QString()) + reason;
    for (const VerdictChange &verdict : change.verdicts)
        line += u"\n      %1: %2 → %3"_s.arg(
            verdict.check, verdict.statusA.isEmpty() ? u"none"_s : verdict.statusA,
            verdict.statusB.isEmpty() ? u"none"_s : verdict.statusB);
    return shortened(visibleText(line), 2000) + u'\n';
}

class ComparePrinter {
public:
    ComparePrinter(const Comparison &comparison, int width, bool colour, size_t maxLines)
        : m_comparison(comparison)
        , m_width(width)
        , m_colour(colour)
        , m_left(maxLines)
    {
    }

    QString print()
    {
        head();
        for (const AgentComparison &agent : m_comparison.agents)
            rates(agent);
        scenarios();
        for (const ChangeWords &words : changeOrder)
            changes(words);
        if (m_comparison.changesLeftOut > 0)
            m_text += u"\n%1 more changes are counted, not listed\n"_s.arg(
                countText(m_comparison.changesLeftOut));
        conclusion();
        return m_text;
    }

private:
    void head();
    void rates(const AgentComparison &agent);
    void scenarios();
    void changes(const ChangeWords &words);
    void conclusion();

    const Comparison &m_comparison;
    int m_width;
    bool m_colour;
    size_t m_left;
    QString m_text;
};

void ComparePrinter::head()
{
    m_text += u"A  %1  (%2, Touchstone %3)\n"_s.arg(fileName(m_comparison.pathA),
                                                    timeText(m_comparison.manifestA.createdMs),
                                                    m_comparison.manifestA.touchstone);
    m_text += u"B  %1  (%2, Touchstone %3)\n"_s.arg(fileName(m_comparison.pathB),
                                                    timeText(m_comparison.manifestB.createdMs),
                                                    m_comparison.manifestB.touchstone);
    if (!m_comparison.differences.empty()) {
        m_text += inked(u"The environments differ:"_s, Ink::Warning, m_colour) + u'\n';
        for (const Difference &difference : m_comparison.differences)
            m_text += visibleText(
                u"  %1: '%2' in A, '%3' in B\n"_s.arg(difference.name, difference.a, difference.b));
    }
    if (m_comparison.scenariosChanged > 0)
        m_text += inked(u"%1 on a scenario that is not the same in both runs"_s.arg(
                            countText(m_comparison.scenariosChanged, u"attempt"_s, u"attempts"_s)),
                        Ink::Warning, m_colour)
            + u'\n';
    for (const auto &[side, agents] : {std::pair(u"A"_s, &m_comparison.agentsOnlyInA),
                                       std::pair(u"B"_s, &m_comparison.agentsOnlyInB)})
        if (!agents->isEmpty())
            m_text +=
                visibleText(u"Only in %1, not compared: %2\n"_s.arg(side, agents->join(u", "_s)));
    if (m_comparison.agents.empty())
        m_text += u"No agent is in both runs: name one of each (--agent-a, --agent-b)\n"_s;
}

void ComparePrinter::rates(const AgentComparison &agent)
{
    const QString name = agent.agentA == agent.agentB
        ? agent.agentA
        : agent.agentA + u" (A), "_s + agent.agentB + u" (B)"_s;
    m_text += u'\n' + inked(visibleText(name), Ink::Bold, m_colour) + u'\n';
    m_text += ratesText(agent, m_width, m_colour);
}

void ComparePrinter::scenarios()
{
    for (const AgentComparison &agent : m_comparison.agents) {
        const auto better = std::ranges::count_if(agent.scenarios, &ScenarioChange::isBetter);
        if (agent.scenarios.empty())
            continue;
        m_text += u"scenarios: %1 better, %2 worse\n"_s.arg(better).arg(
            qsizetype(agent.scenarios.size()) - better);
        for (const ScenarioChange &scenario : agent.scenarios) {
            if (scenario.samplesA == 1 && scenario.samplesB == 1)
                continue; // the attempts below say the same
            if (m_left == 0)
                break;
            --m_left;
            m_text += visibleText(u"  %1: %2 of %3 → %4 of %5\n"_s.arg(scenario.scenario)
                                      .arg(scenario.passedA)
                                      .arg(scenario.samplesA)
                                      .arg(scenario.passedB)
                                      .arg(scenario.samplesB));
        }
    }
}

void ComparePrinter::changes(const ChangeWords &words)
{
    const int count = m_comparison.count(words.change);
    if (count == 0)
        return;
    m_text += u'\n'
        + inked(u"%1 %2"_s.arg(countText(count), QString::fromUtf16(words.title)), words.ink,
                m_colour)
        + u'\n';
    int shown = 0;
    for (const AttemptChange &change : m_comparison.changes) {
        if (change.change != words.change)
            continue;
        if (m_left == 0)
            break;
        --m_left;
        ++shown;
        m_text += changeText(change);
    }
    if (shown < count)
        m_text += u"  … %1 more: --format json lists them\n"_s.arg(countText(count - shown));
}

void ComparePrinter::conclusion()
{
    m_text += u"\n%1 unchanged\n"_s.arg(
        countText(m_comparison.count(Change::Same), u"attempt"_s, u"attempts"_s));
}

} // namespace

QString compareText(const Comparison &comparison, int width, bool colour, size_t maxLines)
{
    return ComparePrinter(comparison, std::max(width, 40), colour, maxLines).print();
}

} // namespace touchstone
