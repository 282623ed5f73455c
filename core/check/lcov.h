#pragma once

#include "core/base/json.h"

#include <vector>

namespace touchstone {

/// One way out of a decision.
struct BranchHits {
    int line = 0;
    QString id; ///< block and branch, as the tool has them: "0,1"
    qint64 taken = 0;
    bool operator==(const BranchHits &) const = default;
};

struct FunctionHits {
    QString name;
    int line = 0; ///< 0: not known
    qint64 hits = 0;
    bool operator==(const FunctionHits &) const = default;
};

/// What is known of one source file.
struct FileCoverage {
    QMap<int, qint64> lines; ///< executable lines, from 1, to how often they were run
    std::vector<BranchHits> branches; ///< by line and id
    std::vector<FunctionHits> functions; ///< by line
    bool operator==(const FileCoverage &) const = default;
};

/// By path: relative to the workspace for what lies in it.
using Coverage = QMap<QString, FileCoverage>;

/// Reads an LCOV tracefile (man geninfo, "TRACEFILE FORMAT"): SF, DA, BRDA, FN, FNDA, FNL and FNA
/// of any number of records; a file that has several is added up. Unknown lines are passed over.
/// BadInput, with the line, where it is something else, holds more than two million entries, or
/// breaks off within a record.
Result<Coverage> parseLcov(const QByteArray &text);

} // namespace touchstone
