#pragma once

#include "core/report/compare.h"

#include <optional>
#include <utility>

namespace touchstone {

/// Which agent of run A is held against which of run B.
class AgentPairs {
public:
    void add(const QString &a, const QString &b) { m_pairs.emplace_back(a, b); }
    [[nodiscard]] const std::vector<std::pair<QString, QString>> &all() const { return m_pairs; }

    /// The number of the pair that the agent is in; none: it is in none.
    [[nodiscard]] std::optional<int> partnerOfA(const QString &agent) const
    {
        return find([&](const auto &pair) { return pair.first == agent; });
    }
    [[nodiscard]] std::optional<int> partnerOfB(const QString &agent) const
    {
        return find([&](const auto &pair) { return pair.second == agent; });
    }

private:
    template <typename Predicate> [[nodiscard]] std::optional<int> find(Predicate predicate) const
    {
        for (size_t i = 0; i < m_pairs.size(); ++i)
            if (predicate(m_pairs[i]))
                return int(i);
        return std::nullopt;
    }
    std::vector<std::pair<QString, QString>> m_pairs;
};

class PairFilter;

/// Finds the partner of each attempt that the filter leaves, and fills in counts and changes.
Result<void> pairAttempts(const RunFile &a, const RunFile &b, const PairFilter &filter,
                          const CompareOptions &options, Comparison &comparison);

} // namespace touchstone
