#pragma once

#include "core/plugin/kind.h"

namespace touchstone {

/// The agent writes tests for a class or function of a project. The scenario's target is the file
/// of tests; "test": {"subject": {"file", "symbol"?}} is what they are about.
class TestKind : public ScenarioKind {
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
