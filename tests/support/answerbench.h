#pragma once

#include "core/workspace/answer.h"
#include "support/tree.h"

namespace touchstone::test {

/// One answer to one workspace, and what is to come of it.
struct AnswerRow {
    const char *name;
    QByteArray answer;
    QByteArray outcome; ///< see AnswerBench::apply()
};

/// A small workspace with files of every sort that answers meet:
///   a.txt        one two three four five six seven eight, each on a line
///   src/b.py     two functions and a class
///   crlf.txt     the same eight lines, ending in CR LF
///   no-end.txt   one two, without a newline at the end
///   run.sh       executable
///   twice.txt    the lines x y x y
///   link         symlink to a.txt
///   folder-link  symlink to src
///   image.png    bytes that are no text
class AnswerBench {
public:
    AnswerBench();

    BlobStore blobs;
    Manifest before;
    AnswerContext context;

    /// Applies it. "CODE: message" of a refusal, with the workspace unchanged; else a line for each
    /// file that differs: "PATH: contents", "PATH (executable|symlink): contents" or "PATH is
    /// gone", line ends shown as \r and \n.
    QByteArray apply(const QByteArray &answer);
};

/// A refusal is compared by its code and by the words behind it ("does-not-apply ... hunk 2");
/// everything else as it is. Empty: as expected.
QByteArray unexpected(const QByteArray &outcome, const QByteArray &expected);

} // namespace touchstone::test
