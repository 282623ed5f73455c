#include "core/base/schema.h"

#include "core/base/paths.h"
#include "core/base/schemadocument.h"
#include "core/base/violations.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <QtCore/QRegularExpression>

#include <map>
#include <memory>
#include <mutex>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxListed = 20; // violations in one message

/// `pattern` by Qt's engine: libstdc++'s recurses for each character and a long text overflows the
/// stack.
class Pattern {
public:
    explicit Pattern(const std::string &pattern)
        : m_regex(wholeEnd(QString::fromStdString(pattern)))
    {
    }
    static bool search(const std::string &text, const Pattern &pattern)
    {
        return pattern.m_regex.match(QString::fromStdString(text)).hasMatch();
    }

private:
    /// A schema's $ is the end of the text; PCRE's also stands before a final newline.
    static QString wholeEnd(QString pattern)
    {
        if (pattern.endsWith(u'$') && !pattern.endsWith(u"\\$"_s))
            pattern.replace(pattern.size() - 1, 1, u"\\z"_s);
        return pattern;
    }

    QRegularExpression m_regex;
};

struct CompiledSchema {
    Json document;
    valijson::Schema schema;
};

Result<std::unique_ptr<CompiledSchema>> compile(const QString &path)
{
    auto document = bundledSchema(path);
    if (!document)
        return std::unexpected(document.error());
    auto compiled = std::make_unique<CompiledSchema>();
    compiled->document = std::move(*document);
    try {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(compiled->document),
                              compiled->schema);
    } catch (const std::exception &e) {
        return fail(ErrorCode::BadInput,
                    u"%1: not a usable JSON Schema: %2"_s.arg(path, QString::fromUtf8(e.what())));
    }
    return compiled;
}

/// Compiled schemas by file; they are never dropped, so what is borrowed stays valid.
Result<const CompiledSchema *> compiledSchema(const QString &name)
{
    const auto path = schemaFile(name);
    if (!path)
        return std::unexpected(path.error());
    static std::mutex mutex;
    static std::map<QString, std::unique_ptr<CompiledSchema>> schemas;
    const std::scoped_lock lock(mutex);
    auto &entry = schemas[*path];
    if (!entry) {
        auto compiled = compile(*path);
        if (!compiled)
            return std::unexpected(compiled.error());
        entry = std::move(*compiled);
    }
    return entry.get();
}

/// valijson's context is "<root>", "[member]", "[0]", …
QStringList pathOf(const std::vector<std::string> &context)
{
    QStringList path;
    for (size_t i = 1; i < context.size(); ++i)
        path.append(QString::fromStdString(context[i].substr(1, context[i].size() - 2)));
    return path;
}

} // namespace

Result<std::vector<Violation>> schemaViolations(const Json &json, const QString &schema)
{
    const auto compiled = compiledSchema(schema);
    if (!compiled)
        return std::unexpected(compiled.error());
    // it keeps the patterns it has seen, so it is not shared between threads
    static thread_local valijson::ValidatorT<Pattern> validator;
    valijson::ValidationResults results;
    try {
        if (validator.validate((*compiled)->schema, valijson::adapters::NlohmannJsonAdapter(json),
                               &results))
            return std::vector<Violation>();
    } catch (const std::exception &e) {
        return fail(
            ErrorCode::Internal,
            u"validating against the schema '%1': %2"_s.arg(schema, QString::fromUtf8(e.what())));
    }
    std::vector<RawViolation> raw;
    for (const auto &error : results)
        raw.push_back({pathOf(error.context), QString::fromStdString(error.description)});
    return explainViolations(raw, json, (*compiled)->document);
}

Result<void> validateJson(const Json &json, const QString &schema, const Place &place)
{
    const auto violations = schemaViolations(json, schema);
    if (!violations)
        return std::unexpected(violations.error());
    if (violations->empty())
        return {};
    QStringList lines;
    for (size_t i = 0; i < std::min(violations->size(), maxListed); ++i) {
        const Violation &violation = violations->at(i);
        const Place at{place.file, place.pointer + violation.pointer, place.line};
        lines.append(u"%1: %2"_s.arg(at.text(), violation.message));
    }
    if (violations->size() > maxListed)
        lines.append(u"… and %1 more"_s.arg(violations->size() - maxListed));
    return fail(ErrorCode::BadInput, lines.join(u'\n'));
}

Result<Json> schemaDocument(const QString &schema)
{
    const auto compiled = compiledSchema(schema);
    if (!compiled)
        return std::unexpected(compiled.error());
    return (*compiled)->document;
}

Result<void> checkFormat(const Json &json, int known, const Place &place)
{
    const Json &format = memberOr(json, "format");
    const bool newer = format.is_number_unsigned() && format.get<quint64>() > quint64(known);
    if (!newer)
        return {};
    return fail(ErrorCode::Newer,
                u"%1: format %2 was written for a newer Touchstone; this one reads up to %3"_s
                    .arg(place.at(u"format"_s).text(), QString::fromStdString(format.dump()))
                    .arg(known));
}

} // namespace touchstone
