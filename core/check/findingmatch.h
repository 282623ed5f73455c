#pragma once

#include "core/check/diagnostic.h"
#include "core/workspace/answer.h"

#include <QtCore/QMap>

namespace touchstone {

/// Findings in one state of the files that they are about.
struct FindingsOf {
    std::vector<Diagnostic> findings;
    QMap<QString, QByteArray> files; ///< text by path
    QMap<QString, std::vector<SymbolRange>> symbols; ///< by path, where they are known
};

/// Which findings of two states are the same.
struct FindingMatch {
    std::vector<std::pair<size_t, size_t>> kept; ///< index before, index after
    std::vector<size_t> gone; ///< indexes before
    std::vector<size_t> fresh; ///< indexes after
    QMap<QString, QString> renamed; ///< files that have another name after

    [[nodiscard]] std::optional<size_t> after(size_t before) const;
};

/// Findings are the same where rule and file (under its new name, if its content shows it) are the
/// same and so is, in order of preference: the line, followed through the changes of the file; the
/// code of the line, within the same symbol; the place in a changed stretch of lines within the
/// same symbol; the message within the same symbol; the code of the line anywhere in the file, or
/// in a file that was not there before. Each is matched with one at most; equal input gives equal
/// matches.
FindingMatch matchFindings(const FindingsOf &before, const FindingsOf &after);

/// The innermost symbol whose definition holds a line; null where there is none.
const SymbolRange *symbolAt(const std::vector<SymbolRange> &symbols, int line);

} // namespace touchstone
