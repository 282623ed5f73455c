#pragma once

#include "core/workspace/answer.h"

#include <expected>
#include <vector>

namespace touchstone {

/// A unified diff as read: what it says, before it meets any file.

struct HunkLine {
    char kind = ' '; ///< ' ' context, '-' removed, '+' added
    QByteArrayView text; ///< with its end, unless "\ No newline at end of file" follows
};

struct Hunk {
    std::optional<qsizetype> start; ///< first old line, from 1 (0 or the line before for an
                                    ///< insertion without context); none: the header has no numbers
    int line = 0; ///< in the answer, from 1
    std::vector<HunkLine> lines;
};

/// One direction of git's binary patch.
struct BinaryPatch {
    bool delta = false; ///< against the old bytes, else the new bytes themselves
    qint64 size = 0; ///< inflated
    QByteArray deflated;
};

struct FilePatch {
    int line = 0; ///< where it begins in the answer, from 1
    bool gitHeader = false; ///< begins with "diff --git"
    bool crlfHeader = false; ///< the diff itself went through a conversion to CRLF
    QString oldPath; ///< as it stands there, perhaps with "a/"; empty: not given
    QString newPath;
    bool fromNothing = false; ///< "--- /dev/null" or "new file mode"
    bool toNothing = false; ///< "+++ /dev/null" or "deleted file mode"
    QString renamedFrom, renamedTo; ///< these never have a prefix
    bool copies = false; ///< the two above are a copy's
    QString oldMode, newMode, indexMode; ///< octal, as written
    QByteArray oldId; ///< hexadecimal, perhaps abbreviated
    std::vector<Hunk> hunks;
    std::optional<BinaryPatch> binary;
};

/// Reads a diff; the texts borrow from it. What stands around and between the diffs of files is
/// passed over. Line counts that are wrong are corrected by what follows. A hunk before any file's
/// header belongs to `targetFile` where that is given. maxBytes bounds what binary patches say they
/// inflate to. The refusal names the line.
std::expected<std::vector<FilePatch>, Refusal>
parsePatch(QByteArrayView diff, const QString &targetFile, qint64 maxBytes);

/// Whether a line (with the next one, which may be empty) begins the diff of a file or a hunk.
bool beginsDiff(QByteArrayView line, QByteArrayView next);

/// The bytes after a binary patch; `before` are those it was made for.
std::expected<QByteArray, Refusal> applyBinary(const BinaryPatch &patch, QByteArrayView before,
                                               qint64 maxBytes);
/// One line of git's base 85, without its length character; none where it is malformed.
std::optional<QByteArray> fromBase85(QByteArrayView text, qsizetype size);

class LineFinder;

/// The text after the hunks of `patch`. The refusal names `path`, the hunk and the line.
std::expected<QByteArray, Refusal> applyHunks(const FilePatch &patch, const QString &path,
                                              QByteArrayView before, LineFinder &finder);

} // namespace touchstone
