#pragma once

#include "core/base/json.h"
#include "core/scenario/filter.h"

namespace touchstone {

/// What lists show of a scenario, read off its JSON without validating it or reading the files that
/// it refers to (but for the instruction's): a hundredth of the work of reading the scenario.
struct ScenarioOutline {
    QString id;
    QString kind;
    QString language;
    QString title;
    QString difficulty;
    QStringList tags;
    QStringList checks; ///< ids
    QStringList instructions; ///< of each turn
    bool operator==(const ScenarioOutline &) const = default;
};

/// Members of another type than they should be are taken as missing. Instructions that stand in
/// files are left out.
ScenarioOutline outlineOf(const Json &scenario);

/// The members that outlineOf() looks at, and nothing else.
Json outlinePart(const Json &scenario);

/// The same as filterSubject(Scenario) gives, in the pack `pack`.
FilterSubject filterSubject(const ScenarioOutline &outline, const QString &pack);

} // namespace touchstone
