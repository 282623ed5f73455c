#pragma once

#include "core/base/json.h"
#include "core/check/verdict.h"
#include "core/exec/toolchain.h"

#include <vector>

namespace touchstone {

/// What a tool says about a place in the workspace.
struct Diagnostic {
    QString file; ///< relative to the workspace; what lies outside it is as the tool wrote it
    int line = 0; ///< from 1; 0: not known
    int column = 0; ///< from 1; 0: not known
    int endLine = 0;
    int endColumn = 0;
    QString severity = QStringLiteral("error"); ///< "error", "warning", "note"
    QString code; ///< the rule's name, where the tool has one
    QString message;
    QString tool; ///< "pylint"
    QString version; ///< of the tool, where it tells
    bool operator==(const Diagnostic &) const = default;
};

/// The most that one answer may hold; more is an error.
inline constexpr qsizetype maxDiagnostics = 100'000;

/// [{"file", "line", "column"?, "endLine"?, "endColumn"?, "severity"?, "code"?, "message"}, …]; a
/// file below /work is made relative. BadInput where it is something else.
Result<std::vector<Diagnostic>> parseDiagnostics(const QByteArray &json, const Place &place);
/// SARIF 2.1.0: the results of all runs that find fault, at the first of their locations;
/// suppressed ones too. ToolFailed where it says that the tool did not do its work.
Result<std::vector<Diagnostic>> parseSarif(const QByteArray &json, const Place &place);
/// Lines that a regular expression with groups file, message, line, … matches (see
/// ToolAction::pattern); others are passed over.
Result<std::vector<Diagnostic>> parseDiagnosticLines(const QByteArray &text, const QString &pattern,
                                                     const Place &place);

/// Whether readDiagnostics() knows the parser: "diagnostics-json", "sarif", "lines".
bool readsDiagnostics(const QString &parser);
/// Reads an action's answer by its parser; `tool` is the action's where the answer names none.
Result<std::vector<Diagnostic>> readDiagnostics(const ToolAction &action, const QByteArray &answer);

/// A tool's name for a file as a path of the workspace: file: URIs and what stands below /work are
/// made relative and normalised.
QString workspacePath(const QString &named);
/// "file.py:3:7: message"
QString diagnosticLine(const Diagnostic &diagnostic);
/// "W0102 at file.py:3: message"
QString findingLine(const Diagnostic &diagnostic);
/// The first hundred as places; `title` says what they are.
void addDiagnostics(Verdict &verdict, const std::vector<Diagnostic> &diagnostics,
                    const QString &title = {});

} // namespace touchstone
