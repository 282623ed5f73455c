#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The answer's text fits a tree of predicates. Parameters: terms, a tree: "text" (stands in the
/// answer), {"regex": …}, {"allOf": […]}, {"anyOf": […]}, {"not": …}, a list (allOf); ignore_case.
/// Score: the share of the parts of the outermost allOf that hold. An empty answer fails, whatever
/// the tree; one of more than 1 MiB does, too. A regular expression that gives up (catastrophic
/// backtracking) is an error.
class TermsCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone
