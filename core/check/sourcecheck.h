#pragma once

#include "core/check/check.h"

namespace touchstone {

/// The files in question can be parsed: the toolchain's action "syntax". Parameters: paths | all,
/// language.
class SyntaxCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

/// The workspace builds: the toolchain's action "build", or a command whose exit code says so.
/// Parameters: argv?, paths | all, language.
class BuildsCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone
