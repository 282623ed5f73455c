#pragma once

#include "core/scenario/scenario.h"
#include "core/workspace/blobs.h"

namespace touchstone {

/// What a shipped answer would do to its scenario's workspace, told without running any tool.
struct AnswerPreview {
    /// Diff: `diff` says all of it. Text: the text itself is judged, or it takes a parser of the
    /// language to know where it goes. Refused: it does not apply, `refusal` says why.
    enum class Shows { Diff, Text, Refused };
    Shows shows = Shows::Text;
    QByteArray diff; ///< unified; empty: it changes nothing
    QString refusal;
};

/// Bytes of changed files go into `blobs`, which has those of the scenario.
Result<AnswerPreview> previewAnswer(const Scenario &scenario, const Answer &answer,
                                    BlobStore &blobs);

} // namespace touchstone
