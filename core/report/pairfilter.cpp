#include "core/report/pairfilter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

Digest keyOf(const AttemptRecord &record, const QString &agent)
{
    return Digest::of(
        u"%1\n%2\n%3\n%4"_s.arg(record.pack, record.scenario, agent).arg(record.sample).toUtf8());
}

void addOnce(QStringList &list, const QString &text)
{
    if (!list.contains(text))
        list.append(text);
}

} // namespace

Result<ComparedSide> ComparedSide::read(const RunFile &file, int pass, const WantedAttempt &wanted)
{
    ComparedSide side;
    side.m_all = !wanted;
    Result<bool> isWanted = true;
    auto read = file.attempts({{}, {}, pass}, [&](const AttemptRecord &record) {
        if (record.retry > 0)
            return true;
        addOnce(side.m_agents, record.agent);
        if (!wanted)
            return true;
        isWanted = wanted(file, record);
        if (isWanted && *isWanted) {
            addOnce(side.m_wantedAgents, record.agent);
            side.m_wanted.insert(keyOf(record, record.agent));
        }
        return isWanted.has_value();
    });
    if (!read || !isWanted)
        return std::unexpected(Error(isWanted ? read.error() : isWanted.error())
                                   .within(u"reading %1"_s.arg(file.path())));
    return side;
}

QStringList ComparedSide::agentsLeft(const ComparedSide &other) const
{
    if (m_all)
        return m_agents;
    QStringList left;
    for (const QString &agent : m_agents)
        if (m_wantedAgents.contains(agent) || other.m_wantedAgents.contains(agent))
            left.append(agent);
    return left.isEmpty() ? m_agents : left;
}

bool ComparedSide::wants(const AttemptRecord &record, const QString &agent) const
{
    return m_all || m_wanted.contains(keyOf(record, agent));
}

std::optional<int> PairFilter::wanted(const AttemptRecord &record, std::optional<int> pair) const
{
    if (!pair || record.retry > 0)
        return std::nullopt;
    const auto &[agentA, agentB] = m_pairs.all()[size_t(*pair)];
    const bool either = m_a.wants(record, agentA) || m_b.wants(record, agentB);
    return either ? pair : std::nullopt;
}

std::optional<int> PairFilter::pairOfA(const AttemptRecord &record) const
{
    return wanted(record, m_pairs.partnerOfA(record.agent));
}

std::optional<int> PairFilter::pairOfB(const AttemptRecord &record) const
{
    return wanted(record, m_pairs.partnerOfB(record.agent));
}

} // namespace touchstone
