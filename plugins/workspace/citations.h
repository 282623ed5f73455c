#pragma once

#include "core/workspace/answer.h"
#include "core/workspace/manifest.h"

#include <vector>

namespace touchstone {

/// A place in the workspace that an answer points at, as it was written.
struct Citation {
    QString text; ///< for people
    QString file; ///< a file of the workspace where it could be told, else as it was written
    std::optional<LineRange> range; ///< may be beyond the file's end, or the wrong way round
    QString symbol; ///< "Stack.push"; empty: none
    bool operator==(const Citation &) const = default;
};

struct Citations {
    std::vector<Citation> list; ///< in the order of the answer
    bool cut = false; ///< the answer, or the list, was longer than is looked at
};

/// How much of an answer is looked at, in bytes, and how many of its citations.
inline constexpr qsizetype maxCitedText = 1 << 20;
inline constexpr size_t maxCitations = 1000;

/// The places that an answer cites. Where it has fenced blocks tagged json whose object has a list
/// "citations" ({"file", "symbol"?, "range"?: [first, last]}), these; else, in the running text,
///   path:12  path:12:5  path:12-20  path#L12  path#L12-L20  path::Symbol  path#Symbol
/// bare, in code spans and as targets of Markdown links, and a path in a code span, in a link or
/// with a '/' in it, with a code span of a symbol right beside it: "`push` in `src/stack.py`",
/// "`src/stack.py` (`Stack.push`)". A path alone cites the whole file, unless the answer also cites
/// it more closely. A path that is the end of exactly one file's path in `workspace` means that
/// one. What looks like a path and is none is cited too: it does not exist. URLs are passed over.
Citations citationsIn(const QByteArray &answer, const Manifest &workspace);

} // namespace touchstone
