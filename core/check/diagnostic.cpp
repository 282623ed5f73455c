#include "core/check/diagnostic.h"

#include "core/check/evidence.h"

#include <QtCore/QDir>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxShown = 100;
constexpr qsizetype maxLineLength = 20'000; ///< of the parser "lines"

using Reader = Result<std::vector<Diagnostic>> (*)(const ToolAction &action,
                                                   const QByteArray &answer, const Place &place);

struct NamedReader {
    QLatin1StringView parser;
    Reader read;
};

constexpr std::array readers{
    NamedReader{"diagnostics-json"_L1,
                [](const ToolAction &, const QByteArray &answer, const Place &place) {
                    return parseDiagnostics(answer, place);
                }},
    NamedReader{"sarif"_L1,
                [](const ToolAction &, const QByteArray &answer, const Place &place) {
                    return parseSarif(answer, place);
                }},
    NamedReader{"lines"_L1,
                [](const ToolAction &action, const QByteArray &answer, const Place &place) {
                    return parseDiagnosticLines(answer, action.pattern, place);
                }},
};

int countOr(const Json &json, const char *key)
{
    return int(std::clamp<qint64>(integerOr(json, key, 0), 0, std::numeric_limits<int>::max()));
}

Error tooMany(const Place &place)
{
    return {ErrorCode::BadInput,
            u"%1: more than %2 diagnostics"_s.arg(place.text()).arg(maxDiagnostics),
            {}};
}

/// What tools call their severities, as one of ours.
QString severityFrom(const QString &word)
{
    const QString lower = word.toLower();
    if (lower.startsWith(u"err"_s) || lower.startsWith(u"fatal"_s))
        return u"error"_s;
    return lower.isEmpty() || lower.startsWith(u"warn"_s) ? u"warning"_s : u"note"_s;
}

QString captured(const QRegularExpressionMatch &match, const QStringList &groups,
                 const QString &group)
{
    return groups.contains(group) ? match.captured(group) : QString();
}

} // namespace

QString workspacePath(const QString &named)
{
    QString path = named;
    if (path.startsWith(u"file:"_s))
        path = QUrl(path).path(QUrl::FullyDecoded);
    if (path.isEmpty())
        return path;
    path = QDir::cleanPath(path);
    if (path.startsWith(u"/work/"_s))
        path.remove(0, 6);
    return path;
}

Result<std::vector<Diagnostic>> parseDiagnostics(const QByteArray &text, const Place &place)
{
    const auto json = parseJson(text, place);
    if (!json)
        return std::unexpected(json.error());
    if (!json->is_array())
        return fail(ErrorCode::BadInput,
                    u"%1: a list of diagnostics was expected"_s.arg(place.text()));
    if (qsizetype(json->size()) > maxDiagnostics)
        return std::unexpected(tooMany(place));
    std::vector<Diagnostic> diagnostics;
    for (size_t i = 0; i < json->size(); ++i) {
        const Json &item = (*json)[i];
        Diagnostic diagnostic;
        diagnostic.message = stringOr(item, "message");
        if (diagnostic.message.isEmpty())
            return fail(ErrorCode::BadInput,
                        u"%1: a diagnostic needs a 'message'"_s.arg(place.at(qsizetype(i)).text()));
        diagnostic.file = workspacePath(stringOr(item, "file"));
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

Result<std::vector<Diagnostic>> parseDiagnosticLines(const QByteArray &text, const QString &pattern,
                                                     const Place &place)
{
    const QRegularExpression regex(pattern);
    const QStringList groups = regex.namedCaptureGroups();
    std::vector<Diagnostic> diagnostics;
    for (const QByteArray &bytes : text.split('\n')) {
        const QString line = QString::fromUtf8(bytes.first(std::min(bytes.size(), maxLineLength)));
        const auto match = regex.match(line.endsWith(u'\r') ? line.chopped(1) : line);
        if (!match.hasMatch())
            continue;
        if (qsizetype(diagnostics.size()) >= maxDiagnostics)
            return std::unexpected(tooMany(place));
        const auto number = [&](const QString &group) {
            return std::max(0, captured(match, groups, group).toInt());
        };
        Diagnostic diagnostic;
        diagnostic.file = workspacePath(captured(match, groups, u"file"_s));
        diagnostic.line = number(u"line"_s);
        diagnostic.column = number(u"column"_s);
        diagnostic.endLine = number(u"endLine"_s);
        diagnostic.endColumn = number(u"endColumn"_s);
        diagnostic.severity = severityFrom(captured(match, groups, u"severity"_s));
        diagnostic.code = captured(match, groups, u"code"_s);
        diagnostic.message = captured(match, groups, u"message"_s);
        diagnostics.push_back(std::move(diagnostic));
    }
    return diagnostics;
}

bool readsDiagnostics(const QString &parser)
{
    return std::ranges::any_of(readers, [&](const NamedReader &r) { return r.parser == parser; });
}

Result<std::vector<Diagnostic>> readDiagnostics(const ToolAction &action, const QByteArray &answer)
{
    for (const NamedReader &reader : readers) {
        if (reader.parser != action.parser)
            continue;
        auto diagnostics = reader.read(action, answer, {action.tool, {}, 0});
        if (diagnostics)
            for (Diagnostic &diagnostic : *diagnostics)
                if (diagnostic.tool.isEmpty())
                    diagnostic.tool = action.tool;
        return diagnostics;
    }
    return fail(ErrorCode::BadInput, u"the parser '%1' reads no diagnostics"_s.arg(action.parser));
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

QString findingLine(const Diagnostic &diagnostic)
{
    const QString place = diagnosticLine(diagnostic);
    return diagnostic.code.isEmpty() ? place : oneLine(diagnostic.code + u" at "_s + place);
}

void addDiagnostics(Verdict &verdict, const std::vector<Diagnostic> &diagnostics,
                    const QString &title)
{
    for (size_t i = 0; i < diagnostics.size() && i < maxShown; ++i) {
        const Diagnostic &diagnostic = diagnostics[i];
        Evidence evidence =
            placeEvidence(diagnostic.file, diagnostic.line, diagnostic.column, diagnostic.message);
        if (!title.isEmpty())
            evidence.title = title;
        if (diagnostic.endLine > 0)
            evidence.data["endLine"] = diagnostic.endLine;
        evidence.data["severity"] = diagnostic.severity;
        if (!diagnostic.code.isEmpty())
            evidence.data["code"] = diagnostic.code;
        verdict.evidence.push_back(std::move(evidence));
    }
}

} // namespace touchstone
