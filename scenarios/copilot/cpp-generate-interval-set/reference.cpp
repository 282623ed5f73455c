if (from > to)
    throw std::invalid_argument("an interval can't end before it begins");
if (from == to)
    return;
const auto first =
    std::lower_bound(m_intervals.begin(), m_intervals.end(), from,
                     [](const Interval &interval, int value) { return interval.to < value; });
auto last = first;
for (; last != m_intervals.end() && last->from <= to; ++last) {
    from = std::min(from, last->from);
    to = std::max(to, last->to);
}
m_intervals.insert(m_intervals.erase(first, last), Interval{from, to});
