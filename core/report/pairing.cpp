#include "core/report/pairing.h"

#include "core/report/attemptstream.h"
#include "core/report/pairfilter.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What is kept of an attempt of A until its partner comes by: of 200,000 attempts about 30 MB.
struct Waiting {
    QString id;
    Digest scenario;
    Outcome outcome = Outcome::Failed;
    double score = 0.0;
};

/// A left-out answer did not pass, whatever its checks say.
Outcome effectiveOutcome(const AttemptRecord &record)
{
    const bool judged = record.outcome == Outcome::Passed || record.outcome == Outcome::Failed;
    return record.leftOut && judged ? Outcome::Failed : record.outcome;
}

QString shownOutcome(const AttemptRecord &record)
{
    const bool judged = record.outcome == Outcome::Passed || record.outcome == Outcome::Failed;
    return record.leftOut && judged ? u"left out"_s : outcomeName(record.outcome);
}

Change changeBetween(Outcome a, Outcome b, double scoreA, double scoreB)
{
    constexpr double rounding = 1e-12;
    if (a == b) {
        if (a == Outcome::Error || a == Outcome::Unsupported
            || std::abs(scoreA - scoreB) < rounding)
            return Change::Same;
        return scoreB > scoreA ? Change::ScoreRose : Change::ScoreFell;
    }
    if (b == Outcome::Error)
        return Change::NewError;
    if (b == Outcome::Unsupported)
        return Change::NewlyUnsupported;
    if (a == Outcome::Error)
        return Change::ErrorGone;
    if (a == Outcome::Unsupported)
        return Change::NowSupported;
    return b == Outcome::Passed ? Change::Better : Change::Worse;
}

/// Verdicts by key, in order.
Result<std::vector<std::pair<QString, Verdict>>> keyedVerdicts(const RunFile &file,
                                                               const AttemptRecord &record)
{
    auto verdicts = verdictsOf(file, record, VerdictDetail::Brief);
    if (!verdicts)
        return std::unexpected(std::move(verdicts.error()));
    std::vector<std::pair<QString, Verdict>> keyed;
    QStringList taken;
    for (Verdict &verdict : *verdicts) {
        taken.append(checkKey(verdict, taken));
        keyed.emplace_back(taken.last(), std::move(verdict));
    }
    return keyed;
}

Result<std::vector<VerdictChange>> verdictChanges(const RunFile &fileA, const AttemptRecord &a,
                                                  const RunFile &fileB, const AttemptRecord &b)
{
    const auto before = keyedVerdicts(fileA, a);
    const auto after = keyedVerdicts(fileB, b);
    if (!before || !after)
        return std::unexpected(before ? after.error() : before.error());
    std::vector<VerdictChange> changes;
    for (const auto &[key, verdict] : *before)
        changes.push_back({key, verdictStatusName(verdict.status), {}, verdict.reason, {}});
    for (const auto &[key, verdict] : *after) {
        auto known = std::ranges::find(changes, key, &VerdictChange::check);
        if (known == changes.end())
            known = changes.insert(known, {key, {}, {}, {}, {}});
        known->statusB = verdictStatusName(verdict.status);
        known->reasonB = verdict.reason;
    }
    std::erase_if(changes, [](const VerdictChange &c) { return c.statusA == c.statusB; });
    return changes;
}

/// Either may be null, not both.
Result<AttemptChange> describedChange(Change change, const RunFile &fileA, const AttemptRecord *a,
                                      const RunFile &fileB, const AttemptRecord *b)
{
    const AttemptRecord &known = b ? *b : *a;
    AttemptChange entry;
    entry.change = change;
    entry.pack = known.pack;
    entry.scenario = known.scenario;
    entry.agent = known.agent;
    entry.sample = known.sample;
    if (a) {
        entry.attemptA = a->id;
        entry.outcomeA = shownOutcome(*a);
        entry.scoreA = a->score;
        entry.reasonA = a->reason;
    }
    if (b) {
        entry.attemptB = b->id;
        entry.outcomeB = shownOutcome(*b);
        entry.scoreB = b->score;
        entry.reasonB = b->reason;
    }
    entry.scenarioChanged = a && b && a->scenarioDigest != b->scenarioDigest;
    if (a && b) {
        auto verdicts = verdictChanges(fileA, *a, fileB, *b);
        if (!verdicts)
            return std::unexpected(std::move(verdicts.error()));
        entry.verdicts = std::move(*verdicts);
    }
    return entry;
}

class Pairing {
public:
    Pairing(const RunFile &a, const RunFile &b, const PairFilter &filter,
            const CompareOptions &options, Comparison &comparison)
        : m_a(a)
        , m_b(b)
        , m_filter(filter)
        , m_options(options)
        , m_comparison(comparison)
    {
    }

    Result<void> pair()
    {
        if (auto read = readA(); !read)
            return read;
        if (auto read = readB(); !read)
            return read;
        return addMissing();
    }

private:
    [[nodiscard]] static Digest keyOf(const AttemptRecord &record, int pair)
    {
        return Digest::of(u"%1\n%2\n%3\n%4"_s.arg(record.pack, record.scenario)
                              .arg(pair)
                              .arg(record.sample)
                              .toUtf8());
    }

    Result<void> readA();
    Result<void> readB();
    Result<void> addMissing();
    Result<void> matched(const Waiting &waiting, const AttemptRecord &b);
    Result<void> addChange(Change change, const AttemptRecord *a, const AttemptRecord *b);
    bool countChange(Change change);

    const RunFile &m_a;
    const RunFile &m_b;
    const PairFilter &m_filter;
    const CompareOptions &m_options;
    Comparison &m_comparison;
    std::unordered_map<Digest, Waiting> m_waiting;
    std::vector<Digest> m_order; ///< of A, so that what is missing comes in A's order
};

Result<void> Pairing::readA()
{
    return m_a.attempts({{}, {}, m_options.passA}, [&](const AttemptRecord &record) {
        const auto pair = m_filter.pairOfA(record);
        if (!pair)
            return true;
        const Digest key = keyOf(record, *pair);
        m_waiting[key] = {record.id, record.scenarioDigest, effectiveOutcome(record), record.score};
        m_order.push_back(key);
        return true;
    });
}

Result<void> Pairing::readB()
{
    ReportOptions options;
    options.pass = m_options.passB;
    return forEachAttempt(m_b, options, {}, [&](const AttemptRecord &record) -> Result<void> {
        const auto pair = m_filter.pairOfB(record);
        if (!pair)
            return {};
        const auto partner = m_waiting.find(keyOf(record, *pair));
        if (partner == m_waiting.end())
            return addChange(Change::Added, nullptr, &record);
        const Waiting waiting = std::move(partner->second);
        m_waiting.erase(partner);
        return matched(waiting, record);
    });
}

Result<void> Pairing::matched(const Waiting &waiting, const AttemptRecord &b)
{
    if (waiting.scenario != b.scenarioDigest)
        ++m_comparison.scenariosChanged;
    const Change change =
        changeBetween(waiting.outcome, effectiveOutcome(b), waiting.score, b.score);
    if (change == Change::Same && m_comparison.same.size() >= m_options.maxSame) {
        ++m_comparison.counts[change];
        return {};
    }
    const auto a = attemptInPass(m_a, waiting.id, m_options.passA);
    if (!a)
        return std::unexpected(a.error());
    return addChange(change, &*a, &b);
}

Result<void> Pairing::addMissing()
{
    for (const Digest &key : m_order) {
        const auto waiting = m_waiting.find(key);
        if (waiting == m_waiting.end())
            continue;
        const auto a = attemptInPass(m_a, waiting->second.id, m_options.passA);
        if (!a)
            return std::unexpected(a.error());
        if (auto added = addChange(Change::Missing, &*a, nullptr); !added)
            return added;
    }
    return {};
}

/// Whether the change is to be kept in full.
bool Pairing::countChange(Change change)
{
    ++m_comparison.counts[change];
    if (change == Change::Same || m_comparison.changes.size() < m_options.maxChanges)
        return true;
    ++m_comparison.changesLeftOut;
    return false;
}

Result<void> Pairing::addChange(Change change, const AttemptRecord *a, const AttemptRecord *b)
{
    if (!countChange(change))
        return {};
    auto entry = describedChange(change, m_a, a, m_b, b);
    if (!entry)
        return std::unexpected(std::move(entry.error()));
    (change == Change::Same ? m_comparison.same : m_comparison.changes)
        .push_back(std::move(*entry));
    return {};
}

} // namespace

Result<AttemptChange> compareAttempts(const RunFile &a, const AttemptRecord &attemptA,
                                      const RunFile &b, const AttemptRecord &attemptB)
{
    const Change change = changeBetween(effectiveOutcome(attemptA), effectiveOutcome(attemptB),
                                        attemptA.score, attemptB.score);
    return describedChange(change, a, &attemptA, b, &attemptB);
}

Result<void> pairAttempts(const RunFile &a, const RunFile &b, const PairFilter &filter,
                          const CompareOptions &options, Comparison &comparison)
{
    return Pairing(a, b, filter, options, comparison).pair();
}

} // namespace touchstone
