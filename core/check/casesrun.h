#pragma once

#include "core/check/casespec.h"
#include "core/check/check.h"

#include <map>

namespace touchstone {

/// What the driver said about one case.
struct CaseAnswer {
    std::map<size_t, Json>
        steps; ///< by index: {"value"} | {"raised", "message"} | {"unserialisable"}
    bool ended = false;
    std::optional<QByteArray> output;
    QString setupFailure; ///< why the setup raised; empty: it did not
    QString stopped; ///< how the driver ended in the midst of it, or why it was not run at all
    std::optional<LimitKind> limit;
};

/// What the driver said about all of them.
struct CasesAnswer {
    std::vector<CaseAnswer> cases; ///< one per case asked about
    QString loadFailure; ///< why the file could not be loaded; empty: it could
    std::optional<LimitKind> loadLimit;
    QString objection; ///< why nothing of it can be believed; empty: it can
    QByteArray foreign; ///< something that the driver did not write on its channel
    int starts = 0;
    ExecResult last; ///< of the last driver, for its output
};

/// Runs the driver until every case was asked about: where a case ends the driver, a new one goes
/// on behind it, a bounded number of times.
Result<CasesAnswer> runCases(const std::vector<CaseSpec> &cases, const QString &file,
                             const Toolchain &toolchain, const CheckInput &input,
                             CheckContext &context);

} // namespace touchstone
