#include "core/report/baseline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr double scoreSlack = 1e-6; // a baseline's scores are rounded
constexpr double detectableErrors = 1.960 + 0.842;

/// Entries of one side by what they are of; agents under the names that the other side has.
using ByName = std::map<QStringList, BaselineEntry>;

QStringList agentsOf(const Baseline &baseline)
{
    QStringList agents;
    for (const BaselineEntry &entry : baseline.entries)
        if (!agents.contains(entry.agent))
            agents.append(entry.agent);
    return agents;
}

ByName byName(const Baseline &baseline, const QString &renamed)
{
    ByName entries;
    for (const BaselineEntry &entry : baseline.entries) {
        const QString agent = renamed.isEmpty() ? entry.agent : renamed;
        entries.insert({{agent, entry.pack, entry.scenario}, entry});
    }
    return entries;
}

GateChange changeOf(const BaselineEntry &before, const BaselineEntry &now)
{
    if (now.attempts == 0)
        return GateChange::Missing;
    if (now.errors > before.errors || (now.counted() == 0 && before.counted() > 0))
        return GateChange::NewError;
    if (before.counted() == 0)
        return now.counted() > 0 ? GateChange::Better : GateChange::Same;
    const double rate = now.rate() - before.rate();
    const double score = now.score - before.score;
    if (rate < 0 || (rate == 0 && score < -scoreSlack))
        return GateChange::Worse;
    return rate > 0 || score > scoreSlack ? GateChange::Better : GateChange::Same;
}

/// What shuts the gate where it isn't in quarantine.
bool shuts(GateChange change, GateMode mode)
{
    return change == GateChange::Missing || change == GateChange::NewError
        || (change == GateChange::Worse && mode == GateMode::Exact);
}

QString counts(const BaselineEntry &entry)
{
    if (entry.attempts == 0)
        return u"nothing"_s;
    QString text = u"%1 of %2 passed, score %3"_s.arg(entry.passes)
                       .arg(entry.counted())
                       .arg(entry.score, 0, 'f', 3);
    if (entry.errors > 0)
        text += u", %1 errors"_s.arg(entry.errors);
    return text;
}

QString rowText(const GateRow &row)
{
    QString text = u"%1 %2/%3 (%4): "_s.arg(gateChangeName(row.change).leftJustified(12),
                                            row.now.pack, row.now.scenario, row.now.agent);
    text += row.change == GateChange::Added ? counts(row.now)
                                            : counts(row.before) + u" -> "_s + counts(row.now);
    return row.quarantine.isEmpty() ? text : text + u"; "_s + row.quarantine;
}

GateRow rowOf(const QStringList &key, const BaselineEntry *before, const BaselineEntry *now)
{
    const BaselineEntry none{key[0], key[1], key[2], 0, 0, 0, 0.0};
    GateRow row{GateChange::Added, before ? *before : none, now ? *now : none, {}};
    row.now.agent = key[0];
    if (before)
        row.change = changeOf(row.before, row.now);
    return row;
}

/// Takes a row out of the gate's sight while its quarantine lasts.
void quarantine(GateRow &row, const Baseline &baseline, QDate today)
{
    const Quarantine *found = baseline.quarantined(row.now.pack, row.now.scenario);
    if (!found)
        return;
    const QString until = found->until.toString(Qt::ISODate);
    if (found->until < today) {
        row.quarantine = u"its quarantine (%1) ended on %2"_s.arg(found->reason, until);
        return;
    }
    row.quarantine = u"in quarantine until %1: %2"_s.arg(until, found->reason);
    row.change = GateChange::Quarantined;
}

/// The binomial variance of a rate, which 0 or all passes don't make 0.
double variance(const BaselineEntry &entry)
{
    const double p = (entry.passes + 1.0) / (entry.counted() + 2.0);
    return p * (1 - p) / entry.counted();
}

double mean(const std::vector<double> &values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / double(values.size()); // none: NaN, as is documented
}

/// The smallest difference that could have been seen; see GateRate.
double detectable(const std::vector<double> &before, const std::vector<double> &now,
                  double varianceWithin)
{
    const auto n = double(before.size());
    std::vector<double> differences;
    for (size_t i = 0; i < before.size(); ++i)
        differences.push_back(now[i] - before[i]);
    const double middle = mean(differences);
    double squares = 0.0;
    for (const double difference : differences)
        squares += (difference - middle) * (difference - middle);
    const double between = n > 1 ? std::sqrt(squares / (n - 1) / n) : 0.0;
    return detectableErrors * std::max(between, std::sqrt(varianceWithin) / n);
}

GateRate rateOf(const QString &agent, const std::vector<GateRow> &rows)
{
    std::vector<double> before;
    std::vector<double> now;
    double varianceWithin = 0.0;
    for (const GateRow &row : rows) {
        if (row.now.agent != agent || row.change == GateChange::Quarantined
            || row.before.counted() == 0 || row.now.counted() == 0)
            continue;
        before.push_back(row.before.rate());
        now.push_back(row.now.rate());
        varianceWithin += variance(row.before) + variance(row.now);
    }
    return {agent,
            int(before.size()),
            mean(before),
            mean(now),
            bootstrapPairedDifference(now, before),
            detectable(before, now, varianceWithin)};
}

QString percent(double value)
{
    return std::isfinite(value) ? QString::number(100 * value, 'f', 1) + u" %"_s : u"–"_s;
}

QString rateText(const GateRate &rate)
{
    const QString seen = rate.detectable < 1
        ? u"a fall of %1 could have been seen"_s.arg(percent(rate.detectable))
        : u"too few attempts for any fall to be seen surely"_s;
    return u"  %1: pass rate %2 -> %3 over %4 scenarios; difference %5, 95 % interval %6 to %7; %8"_s
        .arg(rate.agent, percent(rate.before), percent(rate.now))
        .arg(rate.scenarios)
        .arg(percent(rate.now - rate.before), percent(rate.interval.low),
             percent(rate.interval.high), seen);
}

} // namespace

QString gateChangeName(GateChange change)
{
    static constexpr std::array names{"same",      "better", "worse",      "missing",
                                      "new-error", "added",  "quarantined"};
    return QString::fromLatin1(names.at(size_t(change)));
}

int GateResult::count(GateChange change) const
{
    return int(std::ranges::count(rows, change, &GateRow::change));
}

GateResult holdAgainst(const Baseline &baseline, const Baseline &now, GateMode mode, QDate today)
{
    const QStringList agentsBefore = agentsOf(baseline);
    const QStringList agentsNow = agentsOf(now);
    const bool oneEach = agentsBefore.size() == 1 && agentsNow.size() == 1;
    const ByName before = byName(baseline, oneEach ? agentsNow.front() : QString());
    const ByName after = byName(now, {});
    GateResult result;
    result.mode = mode;
    const auto add = [&](const QStringList &key, const BaselineEntry *then,
                         const BaselineEntry *later) {
        result.rows.push_back(rowOf(key, then, later));
        quarantine(result.rows.back(), baseline, today);
    };
    for (const auto &[key, entry] : before) {
        const auto found = after.find(key);
        add(key, &entry, found == after.end() ? nullptr : &found->second);
    }
    for (const auto &[key, entry] : after)
        if (!before.contains(key))
            add(key, nullptr, &entry);
    for (const GateRow &row : result.rows)
        if (shuts(row.change, mode))
            result.reasons.append(rowText(row));
    for (const QString &agent : agentsNow) {
        result.rates.push_back(rateOf(agent, result.rows));
        const GateRate &rate = result.rates.back();
        if (mode == GateMode::Interval && rate.interval.high < 0)
            result.reasons.append(
                u"the pass rate of %1 fell from %2 to %3 (95 % interval of the difference: %4 to %5)"_s
                    .arg(agent, percent(rate.before), percent(rate.now), percent(rate.interval.low),
                         percent(rate.interval.high)));
    }
    if (after.empty())
        result.reasons.append(u"the run has no attempts"_s);
    return result;
}

QString gateText(const GateResult &result, size_t maxLines)
{
    QStringList lines;
    size_t left = 0;
    for (const GateChange change : {GateChange::Worse, GateChange::Missing, GateChange::NewError,
                                    GateChange::Better, GateChange::Added, GateChange::Quarantined})
        for (const GateRow &row : result.rows)
            if (row.change == change) {
                if (size_t(lines.size()) < maxLines)
                    lines.append(u"  "_s + rowText(row));
                else
                    ++left;
            }
    if (left > 0)
        lines.append(u"  … and %1 more"_s.arg(left));
    QStringList totals;
    for (const GateChange change :
         {GateChange::Same, GateChange::Better, GateChange::Worse, GateChange::Missing,
          GateChange::NewError, GateChange::Added, GateChange::Quarantined})
        if (const int count = result.count(change); count > 0)
            totals.append(u"%1 %2"_s.arg(count).arg(gateChangeName(change)));
    lines.prepend(u"Against the baseline (%1): %2"_s.arg(
        result.mode == GateMode::Exact ? u"exact"_s : u"by interval"_s, totals.join(u", "_s)));
    for (const GateRate &rate : result.rates)
        lines.append(rateText(rate));
    for (const QString &reason : result.reasons)
        lines.append(u"GATE SHUT: "_s + reason.simplified());
    return lines.join(u'\n');
}

Json gateJson(const GateResult &result)
{
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(); };
    const auto side = [](const BaselineEntry &entry) -> Json {
        return {{"attempts", entry.attempts},
                {"passes", entry.passes},
                {"errors", entry.errors},
                {"score", entry.score}};
    };
    Json rows = Json::array();
    for (const GateRow &row : result.rows)
        if (row.change != GateChange::Same)
            rows.push_back({{"change", gateChangeName(row.change)},
                            {"agent", row.now.agent},
                            {"pack", row.now.pack},
                            {"scenario", row.now.scenario},
                            {"before", side(row.before)},
                            {"now", side(row.now)},
                            {"quarantine", row.quarantine}});
    Json rates = Json::array();
    for (const GateRate &rate : result.rates)
        rates.push_back({{"agent", rate.agent},
                         {"scenarios", rate.scenarios},
                         {"before", number(rate.before)},
                         {"now", number(rate.now)},
                         {"interval", {number(rate.interval.low), number(rate.interval.high)}},
                         {"detectable", number(rate.detectable)}});
    return {{"mode", result.mode == GateMode::Exact ? "exact" : "interval"},
            {"open", result.reasons.isEmpty()},
            {"reasons", result.reasons},
            {"same", result.count(GateChange::Same)},
            {"changes", rows},
            {"rates", rates}};
}

} // namespace touchstone
