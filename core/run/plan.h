#pragma once

#include "core/plugin/registry.h"
#include "core/run/plannotes.h"
#include "core/run/runspec.h"
#include "core/scenario/filter.h"
#include "core/scenario/pack.h"

#include <vector>

namespace touchstone {

class RunFile;
struct AttemptRecord;

/// One attempt to make, by index; small, since there may be hundreds of thousands.
struct PlanItem {
    quint32 scenario = 0; ///< index in its pack
    quint32 sample = 0;
    quint16 pack = 0;
    quint16 agent = 0;
    quint16 retry = 0;
};

/// A run specification with packs and agents opened, and every attempt it asks for.
class RunPlan {
public:
    static Result<RunPlan> make(const RunSpec &spec, Registry &registry);

    [[nodiscard]] const RunSpec &spec() const { return m_spec; }
    [[nodiscard]] const std::vector<PlanItem> &items() const { return m_items; }
    [[nodiscard]] const Pack &pack(const PlanItem &item) const { return *m_packs[item.pack]; }
    [[nodiscard]] const Agent &agent(const PlanItem &item) const { return *m_agents[item.agent]; }
    [[nodiscard]] const QString &agentName(const PlanItem &item) const
    {
        return m_agentNames[item.agent];
    }
    [[nodiscard]] const QStringList &agentNames() const { return m_agentNames; }
    [[nodiscard]] const std::vector<std::unique_ptr<Pack>> &packs() const { return m_packs; }
    /// Worth telling the user: answers that no scenario asks for, scenarios without an answer.
    [[nodiscard]] const QStringList &notes() const { return m_notes; }
    /// Packs' and agents' content and the specification: what a resumed run must still have. The
    /// shard is not part of it, so that shards of one plan can be merged.
    [[nodiscard]] Digest digest() const { return m_digest; }
    /// The same for people to compare: {"packs": [{"name", "digest"}], "agents": [...], ...}.
    [[nodiscard]] const Json &identity() const { return m_identity; }

    /// Leaves out what the file already has; the number left out.
    Result<qint64> skipFinished(const RunFile &file);
    /// Only attempts again whose latest try hit the wall limit, each one retry further.
    Result<void> keepOnlyWallLimited(const RunFile &file);
    /// Only these attempts of the file again (unique beginnings of their ids), each one retry
    /// further than the latest of its kind.
    Result<void> keepOnlyAgain(const RunFile &file, const QStringList &attempts);

private:
    Result<void> openPacks();
    Result<void> openAgents(Registry &registry);
    Result<void> enumerate();
    Result<void> enumerateScenario(quint16 pack, quint32 scenario, const Filter &filter,
                                   std::vector<Coverage> &coverage);
    Result<void> identify();
    [[nodiscard]] QString keyOf(const PlanItem &item) const;

    RunSpec m_spec;
    std::vector<std::unique_ptr<Pack>> m_packs;
    std::vector<std::unique_ptr<Agent>> m_agents;
    QStringList m_agentNames;
    std::vector<PlanItem> m_items;
    QStringList m_notes;
    Json m_identity;
    Digest m_digest;
};

/// Puts a run's limits in the place of a scenario's own.
Result<void> overrideLimits(Scenario &scenario, const Json &limits);

/// Of everything that a pack consists of, by content; `path` as Pack::path() has it.
Result<Digest> digestOfPack(const QString &path);

/// What a filter can know of a scenario, and of an attempt by its record alone (AttemptFilter reads
/// on where that is not enough).
FilterSubject filterSubject(const Scenario &scenario);
FilterSubject filterSubject(const AttemptRecord &record);

} // namespace touchstone
