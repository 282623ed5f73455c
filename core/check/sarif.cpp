#include "core/check/diagnostic.h"

#include "core/check/evidence.h"

#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

// SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; section numbers
// below are that document's.

namespace touchstone {
namespace {

constexpr int maxBases = 20; ///< of uriBaseIds that refer to each other

int positive(const Json &json, const char *key)
{
    return int(std::clamp<qint64>(integerOr(json, key, 0), 0, std::numeric_limits<int>::max()));
}

const Json &elementOr(const Json &list, qint64 index)
{
    static const Json none;
    return list.is_array() && index >= 0 && size_t(index) < list.size() ? list[size_t(index)]
                                                                        : none;
}

/// One run of a tool, 3.14.
class SarifRun {
public:
    SarifRun(const Json &run, const Place &place)
        : m_run(run)
        , m_driver(memberOr(memberOr(run, "tool"), "driver"))
        , m_place(place)
    {
    }

    Result<void> read(std::vector<Diagnostic> &diagnostics) const
    {
        const Json &results = memberOr(m_run, "results");
        if (!results.is_null() && !results.is_array())
            return fail(ErrorCode::BadInput,
                        u"%1: a list was expected"_s.arg(m_place.at(u"results"_s).text()));
        if (auto worked = didItsWork(results.is_array() && !results.empty()); !worked)
            return worked;
        if (qsizetype(diagnostics.size() + results.size()) > maxDiagnostics)
            return fail(ErrorCode::BadInput,
                        u"%1: more than %2 results"_s.arg(m_place.text()).arg(maxDiagnostics));
        for (size_t i = 0; i < results.size(); ++i) {
            if (!results[i].is_object())
                return fail(ErrorCode::BadInput,
                            u"%1: an object was expected"_s.arg(
                                m_place.at(u"results"_s).at(qsizetype(i)).text()));
            if (stringOr(results[i], "kind", u"fail"_s) == u"fail"_s)
                diagnostics.push_back(diagnosticFrom(results[i]));
        }
        return {};
    }

private:
    /// 3.20.14, 3.20.21. A compiler that found errors says that it did not succeed, too.
    [[nodiscard]] Result<void> didItsWork(bool hasResults) const
    {
        for (const Json &invocation : memberOr(m_run, "invocations")) {
            if (boolOr(invocation, "executionSuccessful", true))
                continue;
            QString notice;
            for (const Json &notification : memberOr(invocation, "toolExecutionNotifications"))
                if (stringOr(notification, "level") == u"error"_s && notice.isEmpty())
                    notice = stringOr(memberOr(notification, "message"), "text", u"an error"_s);
            if (notice.isEmpty() && hasResults)
                continue;
            return fail(ErrorCode::ToolFailed,
                        u"it says that it did not succeed%1"_s.arg(
                            notice.isEmpty() ? QString() : u": "_s + oneLine(notice)));
        }
        return {};
    }

    /// The rule of a result, 3.27.5 to 3.27.7.
    [[nodiscard]] const Json &ruleOf(const Json &result) const
    {
        const Json &rules = memberOr(m_driver, "rules");
        qint64 index = integerOr(result, "ruleIndex", -1);
        if (index < 0)
            index = integerOr(memberOr(result, "rule"), "index", -1);
        if (const Json &rule = elementOr(rules, index); rule.is_object())
            return rule;
        const QString id = idOf(result);
        if (!id.isEmpty() && rules.is_array())
            for (const Json &rule : rules)
                if (stringOr(rule, "id") == id)
                    return rule;
        return elementOr(rules, -1);
    }

    [[nodiscard]] static QString idOf(const Json &result)
    {
        return stringOr(result, "ruleId", stringOr(memberOr(result, "rule"), "id"));
    }

    /// 3.11: a text, or the rule's text with the arguments put in.
    [[nodiscard]] static QString messageOf(const Json &result, const Json &rule)
    {
        const Json &message = memberOr(result, "message");
        QString text = stringOr(message, "text", stringOr(message, "markdown"));
        if (text.isEmpty()) {
            const QByteArray id = stringOr(message, "id").toUtf8();
            text = stringOr(memberOr(memberOr(rule, "messageStrings"), id.constData()), "text");
            const QStringList arguments = stringsOr(message, "arguments");
            for (qsizetype i = 0; i < arguments.size() && i < 20; ++i)
                text.replace(u"{%1}"_s.arg(i), arguments[i]);
        }
        if (text.isEmpty())
            text = stringOr(memberOr(rule, "shortDescription"), "text", u"(no message)"_s);
        return text;
    }

    /// 3.4: a URI, perhaps relative to a base, perhaps by an index into the run's artifacts.
    [[nodiscard]] QString fileOf(const Json &artifactLocation) const
    {
        Json location = artifactLocation;
        if (!memberOr(location, "uri").is_string()) {
            const qint64 index = integerOr(location, "index", -1);
            location = memberOr(elementOr(memberOr(m_run, "artifacts"), index), "location");
        }
        QUrl uri(stringOr(location, "uri"), QUrl::TolerantMode);
        QByteArray base = stringOr(location, "uriBaseId").toUtf8();
        const Json &bases = memberOr(m_run, "originalUriBaseIds");
        for (int i = 0; i < maxBases && uri.isRelative() && !base.isEmpty(); ++i) {
            const Json &next = memberOr(bases, base.constData());
            const QString prefix = stringOr(next, "uri");
            if (!prefix.isEmpty())
                uri = QUrl(prefix.endsWith(u'/') ? prefix : prefix + u'/').resolved(uri);
            base = stringOr(next, "uriBaseId").toUtf8();
        }
        return uri.scheme().isEmpty() || uri.isLocalFile()
            ? workspacePath(uri.path(QUrl::FullyDecoded))
            : uri.toString();
    }

    [[nodiscard]] Diagnostic diagnosticFrom(const Json &result) const
    {
        const Json &rule = ruleOf(result);
        Diagnostic diagnostic;
        diagnostic.code = idOf(result);
        if (diagnostic.code.isEmpty())
            diagnostic.code = stringOr(rule, "id");
        const QString level =
            stringOr(result, "level",
                     stringOr(memberOr(rule, "defaultConfiguration"), "level", u"warning"_s));
        diagnostic.severity = level == u"error"_s || level == u"warning"_s ? level : u"note"_s;
        diagnostic.message = messageOf(result, rule);
        diagnostic.tool = stringOr(m_driver, "name");
        diagnostic.version = stringOr(m_driver, "semanticVersion", stringOr(m_driver, "version"));
        const Json &place =
            memberOr(elementOr(memberOr(result, "locations"), 0), "physicalLocation");
        diagnostic.file = fileOf(memberOr(place, "artifactLocation"));
        const Json &region = memberOr(place, "region");
        diagnostic.line = positive(region, "startLine");
        diagnostic.column = positive(region, "startColumn");
        diagnostic.endLine = positive(region, "endLine");
        diagnostic.endColumn = positive(region, "endColumn");
        return diagnostic;
    }

    const Json &m_run;
    const Json &m_driver;
    const Place &m_place;
};

} // namespace

Result<std::vector<Diagnostic>> parseSarif(const QByteArray &text, const Place &place)
{
    const auto json = parseJson(text, place);
    if (!json)
        return std::unexpected(json.error());
    const Json &runs = memberOr(*json, "runs");
    if (!runs.is_array())
        return fail(ErrorCode::BadInput, u"%1: SARIF with 'runs' was expected"_s.arg(place.text()));
    if (const QString version = stringOr(*json, "version"); !version.startsWith(u"2.1"_s))
        return fail(ErrorCode::BadInput,
                    u"%1: SARIF 2.1.0 was expected, found '%2'"_s.arg(place.at(u"version"_s).text(),
                                                                      oneLine(version, 40)));
    std::vector<Diagnostic> diagnostics;
    for (size_t i = 0; i < runs.size(); ++i) {
        const Place at = place.at(u"runs"_s).at(qsizetype(i));
        if (auto read = SarifRun(runs[i], at).read(diagnostics); !read)
            return std::unexpected(std::move(read.error()));
    }
    return diagnostics;
}

} // namespace touchstone
