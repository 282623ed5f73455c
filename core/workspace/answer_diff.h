#pragma once

#include "core/workspace/draft.h"

namespace touchstone {

/// Whether the answer, or a fenced block in it, begins the diff of a file somewhere.
bool looksLikeDiff(QByteArrayView answer);

/// Applies a unified diff: see AnswerForm::Diff. Renames, copies, deletions, new files and modes
/// are those of git, and read what was there before the answer, whatever their order.
ApplyResult applyDiff(const QByteArray &answer, const AnswerContext &context, Draft &draft);

} // namespace touchstone
