#pragma once

#include "core/workspace/answer.h"

#include <expected>
#include <vector>

namespace touchstone {

/// A fenced code block of a chat answer.
struct FencedBlock {
    QString tag; ///< the first word of the info string, lower case: "python"; may be empty
    QByteArray text; ///< the lines between the fences, freed of the fence's own indent
    int line = 0; ///< of the opening fence in the answer, from 1
    bool closed = true; ///< false: the answer ends within it
};

/// The fenced blocks of Markdown, by CommonMark's rules for ``` and ~~~ of any length, and more
/// tolerant in three ways: fences may be indented by any amount (lists), a block that is not closed
/// runs to the end, and within a block tagged as a diff only a fence at its opener's own column
/// closes it (the context lines of a diff of Markdown look like fences).
std::vector<FencedBlock> fencedBlocks(QByteArrayView answer);

/// Whether a tag marks a block as a diff: "diff", "patch", "udiff".
bool isDiffTag(const QString &tag);

/// The block that is the answer's code. Those tagged with the language (or one of its fence tags)
/// come first, then untagged ones, then others that are not a shell's, output or plain text;
/// of these, the ones that define the target symbol; of these, the longest; of these, the last.
/// An answer without any fence is taken whole where it defines the symbol. Else: "no-code".
std::expected<QByteArray, Refusal> codeOfChat(QByteArrayView answer, const AnswerContext &context);

} // namespace touchstone
