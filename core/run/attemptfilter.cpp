#include "core/run/attemptfilter.h"

#include "core/run/plan.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype rememberedScenarios = 64; // the attempts of one scenario follow each other

void addVerdicts(const std::vector<Verdict> &verdicts, FilterSubject &subject)
{
    for (const Verdict &verdict : verdicts) {
        subject.verdicts.push_back({verdict.check, verdictStatusName(verdict.status)});
        if (!verdict.reason.isEmpty())
            subject.texts.append(verdict.reason);
    }
}

/// A blob that is gone is damage to this attempt, as one that can't be read is.
Error damaged(Error error, const AttemptRecord &record)
{
    if (error.code == ErrorCode::NotFound)
        error.code = ErrorCode::Corrupt;
    return std::move(error).within(u"filtering attempt %1"_s.arg(record.id));
}

} // namespace

Result<AttemptFilter> AttemptFilter::parse(const QString &expression)
{
    auto parsed = Filter::parse(expression);
    if (!parsed)
        return std::unexpected(std::move(parsed.error()));
    AttemptFilter filter;
    filter.m_filter = std::move(*parsed);
    return filter;
}

Result<QStringList> AttemptFilter::scenarioTexts(const RunFile &file, const AttemptRecord &record)
{
    if (record.scenarioDigest.isNull())
        return QStringList();
    if (const auto known = m_scenarios.constFind(record.scenarioDigest);
        known != m_scenarios.cend())
        return *known;
    ++m_reads.scenarios;
    const auto resolved = file.resolvedScenario(record.scenarioDigest);
    if (!resolved)
        return std::unexpected(resolved.error());
    QStringList texts{stringOr(*resolved, "title")};
    for (const Json &turn : memberOr(*resolved, "turns"))
        texts.append(stringOr(turn, "instruction"));
    if (m_scenarios.size() >= rememberedScenarios)
        m_scenarios.clear();
    m_scenarios.insert(record.scenarioDigest, texts);
    return texts;
}

Result<bool> AttemptFilter::matches(const RunFile &file, const AttemptRecord &record)
{
    FilterSubject subject = filterSubject(record);
    if (const auto decided = m_filter.decide(subject, {u"check"_s, u"text"_s}))
        return *decided;
    ++m_reads.verdicts;
    const auto verdicts = file.briefVerdicts(record.id, record.pass);
    if (!verdicts)
        return std::unexpected(damaged(verdicts.error(), record));
    addVerdicts(*verdicts, subject);
    if (const auto decided = m_filter.decide(subject, {u"text"_s}))
        return *decided;
    const auto texts = scenarioTexts(file, record);
    if (!texts)
        return std::unexpected(damaged(texts.error(), record));
    subject.texts += *texts;
    if (const auto decided = m_filter.decide(subject, {u"text"_s});
        decided || record.answer.isNull())
        return decided ? *decided : m_filter.matches(subject);
    ++m_reads.answers;
    const auto answer = file.blob(record.answer);
    if (!answer)
        return std::unexpected(damaged(answer.error(), record));
    subject.texts.append(QString::fromUtf8(*answer));
    return m_filter.matches(subject);
}

Result<WantedAttempt> wantedAttempts(const QString &expression)
{
    auto parsed = AttemptFilter::parse(expression);
    if (!parsed)
        return std::unexpected(std::move(parsed.error()));
    if (parsed->isEmpty())
        return WantedAttempt();
    // std::function wants something that can be copied
    auto filter = std::make_shared<AttemptFilter>(std::move(*parsed));
    return [filter](const RunFile &file, const AttemptRecord &record) {
        return filter->matches(file, record);
    };
}

} // namespace touchstone
