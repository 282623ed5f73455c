#include "core/report/attemptview.h"

#include "core/base/text.h"
#include "core/report/attemptstream.h"
#include "core/report/evidenceview.h"
#include "core/report/figures.h"
#include "core/report/htmlviews.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype shownInstruction = 2'000;

Json factsOf(const AttemptRecord &record)
{
    Json facts = Json::array();
    const auto add = [&facts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.push_back({{"name", name}, {"value", shortened(value, 400)}});
    };
    if (record.outcome == Outcome::Passed || record.outcome == Outcome::Failed) // else not counted
        add(u"Score"_s, QString::number(record.score, 'g', 3));
    add(u"Agent's time"_s, durationText(double(record.agentUs)));
    add(u"Checks' time"_s, durationText(double(record.checkUs)));
    add(u"Limit hit"_s, record.limit);
    add(u"Model"_s, record.model);
    if (record.inputTokens + record.outputTokens > 0)
        add(u"Tokens in, out"_s,
            u"%1, %2"_s.arg(countText(record.inputTokens), countText(record.outputTokens)));
    add(u"Kind"_s, record.kind);
    add(u"Language"_s, record.language);
    add(u"Tags"_s, record.tags.join(u", "_s));
    add(u"Attempt"_s, record.id);
    if (record.leftOut && record.outcome != Outcome::Error)
        add(u"Left out"_s, u"by the benchmark's rule; failed where no other sample passed"_s);
    return facts;
}

} // namespace

QString attemptAnchor(const QString &id)
{
    return u"attempt-"_s + id;
}

Json AttemptViews::head(const AttemptRecord &record)
{
    const bool leftOut = record.leftOut && record.outcome != Outcome::Error;
    return {{"anchor", attemptAnchor(record.id)},
            {"outcome", outcomeName(record.outcome)},
            {"tone", leftOut ? u"neutral"_s : outcomeTone(record.outcome)},
            {"scenario", shortName(record.scenario, shownName)},
            {"agent", shortName(record.agent, shownName)},
            {"sample", record.sample},
            {"retry", record.retry > 0 ? QString::number(record.retry) : QString()},
            {"reason", shortened(record.reason, 2000)},
            {"limit", record.limit},
            {"took", durationText(double(record.durationUs))},
            {"search",
             shortened(u"%1 %2 %3 %4"_s.arg(record.scenario, record.agent, record.reason,
                                            record.tags.join(u' ')),
                       2000)},
            {"facts", factsOf(record)},
            {"instruction", {}},
            {"verdicts", Json::array()},
            {"answer", {}},
            {"note", {}}};
}

QString AttemptViews::instruction(const AttemptRecord &record)
{
    if (record.scenarioDigest == m_scenario)
        return m_instruction;
    m_scenario = record.scenarioDigest;
    m_instruction.clear();
    const auto resolved = m_file.resolvedScenario(record.scenarioDigest);
    if (!resolved)
        return {}; // the verdicts say more; `verify` names what is lost
    QStringList turns;
    for (const Json &turn : memberOr(*resolved, "turns"))
        turns.append(stringOr(turn, "instruction").trimmed());
    m_instruction = shortened(turns.join(u"\n\n"_s), shownInstruction);
    return m_instruction;
}

QString AttemptViews::answer(const AttemptRecord &record) const
{
    if (record.answer.isNull())
        return {};
    const auto bytes = m_file.blob(record.answer);
    if (!bytes)
        return u"The answer can't be read: "_s + bytes.error().text();
    return shortened(QString::fromUtf8(*bytes), EvidenceLimits().text);
}

Result<void> AttemptViews::addDetails(const AttemptRecord &record, Json &view)
{
    auto read = withVerdicts(m_file, record, VerdictDetail::Full, [&](const auto &verdicts) {
        for (const Verdict &verdict : verdicts)
            view["verdicts"].push_back(verdictView(verdict, m_file, {}));
    });
    if (!read && read.error().code == ErrorCode::Corrupt)
        view["note"] = u"Its verdicts can't be read: "_s + read.error().text();
    view["instruction"] = instruction(record);
    view["answer"] = answer(record);
    return read;
}

} // namespace touchstone
