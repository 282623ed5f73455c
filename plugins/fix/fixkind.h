#pragma once

#include "core/plugin/kind.h"

namespace touchstone {

/// The agent gets a finding of an analyser, or a failing test, and mends the code.
class FixKind : public ScenarioKind {
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
