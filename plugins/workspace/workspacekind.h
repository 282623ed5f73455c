#pragma once

#include "core/plugin/kind.h"

namespace touchstone {

/// The agent answers a question about the whole workspace; no file changes. What is scored is where
/// the answer points (retrieval) and what it says (terms).
class WorkspaceKind : public ScenarioKind {
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
