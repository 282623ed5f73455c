#pragma once

#include "core/plugin/kind.h"

namespace touchstone {

/// The agent gets code and documents it, in a convention that the scenario names.
class DocKind : public ScenarioKind {
public:
    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario,
                                        const Place &place) const override;
    [[nodiscard]] QString prompt(const Scenario &scenario, int turn) const override;
    [[nodiscard]] QStringList actions() const override;
};

} // namespace touchstone
