if (from > to)
    throw std::invalid_argument("from is greater than to");
if (from < to)
    m_intervals.push_back({from, to});
std::sort(m_intervals.begin(), m_intervals.end(),
          [](const Interval &a, const Interval &b) { return a.from < b.from; });
std::vector<Interval> merged;
for (const Interval &interval : m_intervals) {
    if (!merged.empty() && interval.from <= merged.back().to)
        merged.back().to = std::max(merged.back().to, interval.to);
    else
        merged.push_back(interval);
}
m_intervals = merged;
