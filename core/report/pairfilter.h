#pragma once

#include "core/report/pairing.h"

#include <unordered_set>

namespace touchstone {

/// One run of a comparison: its agents, and which of its attempts the filter wants. Only first
/// tries.
class ComparedSide {
public:
    /// Without a filter every attempt is wanted and none is remembered.
    static Result<ComparedSide> read(const RunFile &file, int pass, const WantedAttempt &wanted);

    [[nodiscard]] const QStringList &agents() const { return m_agents; }
    /// Those that the filter leaves to be held against the other run's: agents with a wanted
    /// attempt, here or, under the same name, there; where there are none, all of them.
    [[nodiscard]] QStringList agentsLeft(const ComparedSide &other) const;
    /// Whether the filter wants the attempt that `agent` made of the record's scenario and sample.
    [[nodiscard]] bool wants(const AttemptRecord &record, const QString &agent) const;

private:
    bool m_all = true;
    QStringList m_agents; ///< in the order they were met
    QStringList m_wantedAgents;
    std::unordered_set<Digest> m_wanted;
};

/// A pair is compared where the filter wants either of its attempts: what got better failed before,
/// and what got worse fails now.
class PairFilter {
public:
    PairFilter(const ComparedSide &a, const ComparedSide &b, const AgentPairs &pairs)
        : m_a(a)
        , m_b(b)
        , m_pairs(pairs)
    {
    }
    /// The number of the pair that an attempt of A or B belongs to; none: it is not compared.
    [[nodiscard]] std::optional<int> pairOfA(const AttemptRecord &record) const;
    [[nodiscard]] std::optional<int> pairOfB(const AttemptRecord &record) const;

private:
    [[nodiscard]] std::optional<int> wanted(const AttemptRecord &record,
                                            std::optional<int> pair) const;
    const ComparedSide &m_a;
    const ComparedSide &m_b;
    const AgentPairs &m_pairs;
};

} // namespace touchstone
