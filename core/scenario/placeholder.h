#pragma once

#include "core/base/json.h"

#include <QtCore/QSet>

#include <vector>

namespace touchstone {

/// A row of a table, for filling in a template.
struct TableRow {
    const Json *values = nullptr; ///< borrowed; an object
    qsizetype index = 0; ///< counted from 0
    Place place; ///< file and line
};

/// A text with placeholders, taken apart:
///   {{field}}, {{a.b}}, {{list.0}}, {{field|json}}, {{field|python}}, {{field|strip}}, {{@index}},
///   and {{"any text"}} (a JSON string) for that text itself.
class TemplateText {
public:
    static Result<TemplateText> parse(const QString &text, const Place &place);

    /// The value itself, with its type, where the text is nothing but one placeholder without a
    /// filter; else text. What a row gives is never looked at for placeholders again.
    [[nodiscard]] Result<Json> fill(const TableRow &row, const Place &place) const;
    [[nodiscard]] Result<QString> fillText(const TableRow &row, const Place &place) const;
    /// Whether fill() gives a row's own value.
    [[nodiscard]] bool isValue() const;
    /// Names of the row's members it reads.
    [[nodiscard]] QStringList fields() const;

private:
    struct Part {
        QString text; ///< literal text, or the field's path
        bool isField = false;
        QStringList filters;
    };
    static Result<Part> parsePlaceholder(const QString &inside, const Place &place);
    static Result<const Json *> find(const Part &part, const TableRow &row, const Place &place);
    static Result<Json> value(const Part &part, const TableRow &row, const Place &place);

    std::vector<Part> m_parts;
};

/// A template with a row's values put in.
struct FilledTemplate {
    Json json;
    QSet<QString> fromRow; ///< pointers of the values that the row gave
};

/// Refuses broken placeholders.
Result<void> checkTemplate(const Json &json, const Place &place);
/// Fills in every text and every member name. `place` is the template's; BadInput names it and the
/// row.
Result<FilledTemplate> fillTemplate(const Json &json, const TableRow &row, const Place &place);

/// A JSON value as a literal of Python.
QString pythonLiteral(const Json &value);

} // namespace touchstone
