#pragma once

#include "core/check/analysis.h"

namespace touchstone {

/// One breach of a rule.
struct DocProblem {
    int line = 0;
    int column = 0;
    QString message;
    bool operator==(const DocProblem &) const = default;
};

/// How a symbol keeps a rule.
struct DocFindings {
    int asked = 0; ///< how many things the rule asks for
    std::vector<DocProblem> problems;
};

/// Holds one symbol of a file against a rule ("present", "placed", …). `all` are the file's
/// symbols: a class and its constructor may be documented together.
DocFindings judgeDoc(const DocSymbol &symbol, const DocSymbols &all, const QString &rule,
                     const QString &convention);

/// The symbols that a check is about: those of that name, and with `members` the public ones
/// within.
DocSymbols symbolsInQuestion(const DocSymbols &all, const QString &name, bool members);

} // namespace touchstone
