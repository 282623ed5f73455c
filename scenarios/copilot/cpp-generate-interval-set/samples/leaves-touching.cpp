if (from > to)
    throw std::invalid_argument("from is greater than to");
if (from == to)
    return;
std::vector<Interval> left;
for (const Interval &interval : m_intervals) {
    if (interval.to <= from || to <= interval.from) {
        left.push_back(interval);
    } else {
        from = std::min(from, interval.from);
        to = std::max(to, interval.to);
    }
}
left.push_back({from, to});
std::sort(left.begin(), left.end(),
          [](const Interval &a, const Interval &b) { return a.from < b.from; });
m_intervals = left;
