if (from > to
    throw std::invalid_argument("from is greater than to");
m_intervals.push_back({from, to});
