#pragma once

#include "core/base/json.h"
#include "core/check/verdict.h"

#include <vector>

namespace touchstone {

/// What a tool says about a place in the workspace.
struct Diagnostic {
    QString file; ///< relative to the workspace
    int line = 0; ///< from 1; 0: not known
    int column = 0; ///< from 1; 0: not known
    int endLine = 0;
    int endColumn = 0;
    QString severity = QStringLiteral("error"); ///< "error", "warning", "note"
    QString code; ///< the rule's name, where the tool has one
    QString message;
    bool operator==(const Diagnostic &) const = default;
};

/// [{"file", "line", "column"?, "endLine"?, "endColumn"?, "severity"?, "code"?, "message"}, …]; a
/// file below /work is made relative. BadInput where it is something else.
Result<std::vector<Diagnostic>> parseDiagnostics(const QByteArray &json, const Place &place);
/// "file.py:3:7: message"
QString diagnosticLine(const Diagnostic &diagnostic);
/// The first hundred as places.
void addDiagnostics(Verdict &verdict, const std::vector<Diagnostic> &diagnostics);

} // namespace touchstone
