#include "core/report/summary.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace touchstone {

void OutcomeCounts::add(const AttemptRecord &record)
{
    ++attempts;
    if (record.outcome == Outcome::Error)
        ++errors;
    else if (record.outcome == Outcome::Unsupported)
        ++unsupported;
    else if (record.leftOut)
        ++leftOut;
    else if (record.outcome == Outcome::Passed)
        ++passed;
    else
        ++failed;
}

Estimate GroupSummary::passAt1() const
{
    for (const RateAtK &rate : rates)
        if (rate.k == 1)
            return rate.passAtK;
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {nan, 0, 0, {nan, nan}, {nan, nan}};
}

QString dimensionName(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Kind:
        return u"kind"_s;
    case Dimension::Language:
        return u"language"_s;
    case Dimension::Difficulty:
        return u"difficulty"_s;
    case Dimension::Tag:
        break;
    }
    return u"tag"_s;
}

int RunSummary::attempts() const
{
    int all = 0;
    for (const AgentSummary &agent : agents)
        all += agent.total.counts.attempts;
    return all;
}

int RunSummary::errors() const
{
    int all = 0;
    for (const AgentSummary &agent : agents)
        all += agent.total.counts.errors + agent.retries.errors;
    return all;
}

double RunSummary::passRate() const
{
    double lowest = std::numeric_limits<double>::quiet_NaN();
    for (const AgentSummary &agent : agents) {
        const double rate = agent.total.passAt1().value;
        if (std::isnan(rate))
            return rate; // an agent of which nothing is known can't be above anything
        lowest = std::isnan(lowest) ? rate : std::min(lowest, rate);
    }
    return lowest;
}

} // namespace touchstone
