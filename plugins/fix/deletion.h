#pragma once

#include "core/check/findings.h"

namespace touchstone {

/// Whether an answer got rid of a finding by getting rid of the code around it.
struct CodeAround {
    QString symbol; ///< the innermost one around the finding; empty: the file as a whole
    std::optional<qint64> tokens; ///< it has so many; nothing: it is not there any more
    QString problem; ///< why that can't be told: the file can't be parsed
};

/// The code around a line of a file in the fixture: its symbol, and how many tokens that has.
Result<CodeAround> codeAround(const Toolchain &toolchain, const Manifest &tree, const QString &file,
                              int line, const CheckInput &input, CheckContext &context);
/// The same code in another tree, by the symbol's name.
Result<CodeAround> codeOf(const QString &symbol, const Toolchain &toolchain, const Manifest &tree,
                          const QString &file, const CheckInput &input, CheckContext &context);

/// What is wrong with the code that is left where `before` was; empty: it is still there, or the
/// scenario's reference leaves as little of it.
Result<QString> deletedCode(const CodeAround &before, const Toolchain &toolchain,
                            const Manifest &after, const QString &fileBefore,
                            const QString &fileAfter, const CheckInput &input,
                            CheckContext &context);

} // namespace touchstone
