#include "core/score/outcome.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array allOutcomes{Outcome::Passed, Outcome::Failed, Outcome::Error,
                                 Outcome::Unsupported};

/// A skipped check that could not run because a check before it was in error.
bool skippedByError(const Verdict &verdict)
{
    return verdict.status == VerdictStatus::Skipped && !verdict.errorCode.isEmpty();
}

bool isError(const Verdict &verdict)
{
    return verdict.status == VerdictStatus::Error || skippedByError(verdict);
}

bool isRequired(const Verdict &verdict)
{
    return verdict.role == CheckRole::Required;
}

/// What a plugin says is not to be trusted: NaN would poison every mean.
double cleanScore(double score)
{
    return std::isfinite(score) ? std::clamp(score, 0.0, 1.0) : 0.0;
}

double cleanWeight(double weight)
{
    return std::isfinite(weight) ? std::max(weight, 0.0) : 0.0;
}

double weightedMean(const std::vector<Verdict> &verdicts, double ifNothingCounts)
{
    double sum = 0.0;
    double weights = 0.0;
    for (const Verdict &verdict : verdicts) {
        if (verdict.role == CheckRole::Informative || isError(verdict))
            continue;
        const double weight = cleanWeight(verdict.weight);
        const bool skipped = verdict.status == VerdictStatus::Skipped;
        sum += weight * (skipped ? 0.0 : cleanScore(verdict.score));
        weights += weight;
    }
    return weights > 0.0 ? sum / weights : ifNothingCounts;
}

QString quoted(const Verdict &verdict)
{
    const QString name = u"'%1'"_s.arg(verdict.check);
    return verdict.turn > 0 ? name + u" of turn %1"_s.arg(verdict.turn + 1) : name;
}

/// "check 'hidden' failed: 2 of 9 tests"; further ones are named behind it.
QString naming(const std::vector<const Verdict *> &verdicts, const QString &what)
{
    const Verdict &first = *verdicts.front();
    QString text = u"check "_s + quoted(first) + u' ' + what;
    if (isError(first) && !first.errorCode.isEmpty() && !first.reason.contains(first.errorCode))
        text += u": "_s + first.errorCode;
    if (first.limit && !first.reason.contains(limitName(*first.limit)))
        text += u" (%1 limit)"_s.arg(limitName(*first.limit));
    if (!first.reason.isEmpty())
        text += u": "_s + first.reason;
    QStringList others;
    for (size_t i = 1; i < verdicts.size(); ++i)
        others.append(quoted(*verdicts[i]));
    if (!others.isEmpty())
        text += u"; also "_s + others.join(u", "_s);
    return text;
}

template <typename Predicate>
std::vector<const Verdict *> requiredThat(const std::vector<Verdict> &verdicts, Predicate predicate)
{
    std::vector<const Verdict *> found;
    for (const Verdict &verdict : verdicts)
        if (isRequired(verdict) && predicate(verdict))
            found.push_back(&verdict);
    return found;
}

/// Why the attempt failed; empty: it did not. What came first in the attempt is named first.
QString failure(const std::vector<Verdict> &verdicts, const AttemptEnding &ending)
{
    QStringList reasons;
    if (ending.limit)
        reasons.append(u"the agent hit the %1 limit"_s.arg(limitName(*ending.limit)));
    if (!ending.refusal.isEmpty())
        reasons.append(u"the answer was refused: "_s + ending.refusal);
    const auto failed =
        requiredThat(verdicts, [](const Verdict &v) { return v.status == VerdictStatus::Failed; });
    const auto skipped = requiredThat(verdicts, [](const Verdict &v) {
        return v.status == VerdictStatus::Skipped && !skippedByError(v);
    });
    if (!failed.empty())
        reasons.append(naming(failed, u"failed"_s));
    else if (!skipped.empty() && reasons.isEmpty()) // else a consequence of what is named already
        reasons.append(naming(skipped, u"was skipped"_s));
    return reasons.join(u"; "_s);
}

} // namespace

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Passed:
        return u"passed"_s;
    case Outcome::Failed:
        return u"failed"_s;
    case Outcome::Error:
        return u"error"_s;
    case Outcome::Unsupported:
        break;
    }
    return u"unsupported"_s;
}

std::optional<Outcome> outcomeFromName(const QString &name)
{
    for (const Outcome outcome : allOutcomes)
        if (outcomeName(outcome) == name)
            return outcome;
    return std::nullopt;
}

AttemptScore scoreAttempt(const std::vector<Verdict> &verdicts, const AttemptEnding &ending)
{
    if (!ending.unsupported.isEmpty())
        return {Outcome::Unsupported, ending.unsupported, 0.0};
    if (!ending.harnessError.isEmpty())
        return {Outcome::Error, ending.harnessError, 0.0};
    if (const auto inError = requiredThat(verdicts, isError); !inError.empty())
        return {Outcome::Error, naming(inError, u"is in error"_s), 0.0};
    if (const QString reason = failure(verdicts, ending); !reason.isEmpty())
        return {Outcome::Failed, reason, weightedMean(verdicts, 0.0)};
    if (verdicts.empty())
        return {Outcome::Error, u"no check was run: there is nothing to judge by"_s, 0.0};
    return {Outcome::Passed, {}, weightedMean(verdicts, 1.0)};
}

} // namespace touchstone
