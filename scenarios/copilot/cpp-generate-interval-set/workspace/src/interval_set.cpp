#include "intervals/interval_set.h"

#include <algorithm>
#include <stdexcept>

namespace intervals {

void IntervalSet::insert(int from, int to)
{
    throw std::logic_error("not implemented");
}

void IntervalSet::erase(int from, int to)
{
    std::vector<Interval> left;
    for (const Interval &interval : m_intervals) {
        if (interval.from < std::min(interval.to, from))
            left.push_back({interval.from, std::min(interval.to, from)});
        if (std::max(interval.from, to) < interval.to)
            left.push_back({std::max(interval.from, to), interval.to});
    }
    if (from < to)
        m_intervals = left;
}

bool IntervalSet::contains(int value) const
{
    return std::any_of(m_intervals.begin(), m_intervals.end(), [value](const Interval &interval) {
        return interval.from <= value && value < interval.to;
    });
}

std::int64_t IntervalSet::size() const
{
    std::int64_t size = 0;
    for (const Interval &interval : m_intervals)
        size += std::int64_t(interval.to) - interval.from;
    return size;
}

} // namespace intervals
