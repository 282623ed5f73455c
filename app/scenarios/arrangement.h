#pragma once

#include "app/scenarios/loadedpack.h"

#include "core/report/lastresults.h"

#include <atomic>

namespace touchstone::scenarios {

enum class GroupBy { Pack, Kind, Language, Difficulty, Tag, Result, Nothing };
QString groupName(GroupBy group); ///< "pack", …: as it is remembered
GroupBy groupFromName(const QString &name); ///< Pack for anything else

/// A scenario of an arrangement.
struct ScenarioRef {
    quint32 pack = 0; ///< index in Arrangement::packs
    quint32 row = 0; ///< index in the pack
    bool operator==(const ScenarioRef &) const = default;
};

struct ScenarioGroup {
    QString name; ///< the value they share; empty: they have none
    std::vector<ScenarioRef> scenarios;
    PackPointer pack; ///< where packs are the groups
};

/// Columns of lists of scenarios.
enum class ScenarioColumn { Id, Result, Title, Kind, Language, Difficulty, Tags };
inline constexpr int scenarioColumns = int(ScenarioColumn::Tags) + 1;

struct ArrangeOptions {
    QString filter; ///< the grammar of core/scenario/filter.h
    GroupBy group = GroupBy::Pack;
    std::optional<ScenarioColumn> sort; ///< none: as the packs have them
    bool descending = false;
};

/// What of the packs is shown, and in which order.
struct Arrangement {
    std::vector<PackPointer> packs;
    ScenarioResults results;
    std::vector<ScenarioGroup> groups;
    qsizetype shown = 0;
    qsizetype total = 0;
    QString error; ///< of the filter, with the place in it; everything is shown then

    [[nodiscard]] const ScenarioOutline &outline(ScenarioRef ref) const
    {
        return packs[ref.pack]->outlines[ref.row];
    }
    [[nodiscard]] const QString &problem(ScenarioRef ref) const
    {
        return packs[ref.pack]->problems[ref.row];
    }
    [[nodiscard]] std::optional<ResultMark> mark(ScenarioRef ref) const; ///< none: never run
    [[nodiscard]] QString text(ScenarioRef ref, ScenarioColumn column) const;
};

/// Any thread. A filter that looks for words reads the instructions of the scenarios again.
Arrangement arrange(std::vector<PackPointer> packs, ScenarioResults results,
                    const ArrangeOptions &options, const std::atomic<int> &latest, int ticket);

} // namespace touchstone::scenarios
