#pragma once

#include "core/check/check.h"

namespace touchstone {

/// A model judges by a rubric, for what no tool can say; informative unless the pack says
/// otherwise. Parameters: rubric (a text, or a list of criteria), min (least score to pass, 0.5),
/// wall_s (120).
///
/// The model is asked by the program in $TOUCHSTONE_JUDGE (a command line, or a JSON list). It gets
/// {"format": 1, "rubric", "instruction", "answer", "diff"} on stdin and answers
/// {"score": 0..1, "reasons": text, "model": id}; anything else is an error, and so is an answer
/// without reasons. The answer stays in the verdict as evidence of the kind "judge" {request (a
/// digest), score, reasons, model}; scoring a run again takes it from there where the request is
/// the same.
class JudgeCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool isRepeatable() const override { return false; } ///< it remembers by itself
    [[nodiscard]] Result<void> validate(const Scenario &scenario, const CheckSpec &spec,
                                        const Place &place) const override;
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone
