bool IntervalSet::insert(int from, int to)
{
    m_intervals.push_back({from, to});
    return from < to;
}
