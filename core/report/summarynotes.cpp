#include "core/report/summarynotes.h"

#include "core/report/figures.h"

using namespace Qt::StringLiterals;

namespace touchstone {

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

} // namespace touchstone
