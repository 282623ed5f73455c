#include "core/check/diagnostic.h"

#include "core/check/evidence.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxShown = 100;

int countOr(const Json &json, const char *key)
{
    return int(std::clamp<qint64>(integerOr(json, key, 0), 0, std::numeric_limits<int>::max()));
}

} // namespace

Result<std::vector<Diagnostic>> parseDiagnostics(const QByteArray &text, const Place &place)
{
    const auto json = parseJson(text, place);
    if (!json)
        return std::unexpected(json.error());
    if (!json->is_array())
        return fail(ErrorCode::BadInput,
                    u"%1: a list of diagnostics was expected"_s.arg(place.text()));
    std::vector<Diagnostic> diagnostics;
    for (size_t i = 0; i < json->size(); ++i) {
        const Json &item = (*json)[i];
        Diagnostic diagnostic;
        diagnostic.message = stringOr(item, "message");
        if (diagnostic.message.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"%1: a diagnostic needs a 'message'"_s.arg(place.at(qsizetype(i)).text()));
        diagnostic.file = stringOr(item, "file");
        if (diagnostic.file.startsWith(u"/work/"_s))
            diagnostic.file.remove(0, 6);
        diagnostic.line = countOr(item, "line");
        diagnostic.column = countOr(item, "column");
        diagnostic.endLine = countOr(item, "endLine");
        diagnostic.endColumn = countOr(item, "endColumn");
        diagnostic.severity = stringOr(item, "severity", u"error"_s);
        diagnostic.code = stringOr(item, "code");
        diagnostics.push_back(std::move(diagnostic));
    }
    return diagnostics;
}

QString diagnosticLine(const Diagnostic &diagnostic)
{
    QString line = diagnostic.file;
    if (diagnostic.line > 0)
        line += u":%1"_s.arg(diagnostic.line);
    if (diagnostic.line > 0 && diagnostic.column > 0)
        line += u":%1"_s.arg(diagnostic.column);
    return oneLine(line + u": "_s + diagnostic.message);
}

void addDiagnostics(Verdict &verdict, const std::vector<Diagnostic> &diagnostics)
{
    for (size_t i = 0; i < diagnostics.size() && i < maxShown; ++i) {
        const Diagnostic &diagnostic = diagnostics[i];
        Evidence evidence =
            placeEvidence(diagnostic.file, diagnostic.line, diagnostic.column, diagnostic.message);
        if (diagnostic.endLine > 0)
            evidence.data["endLine"] = diagnostic.endLine;
        evidence.data["severity"] = diagnostic.severity;
        verdict.evidence.push_back(std::move(evidence));
    }
}

} // namespace touchstone
