#include "core/scenario/placeholder.h"

#include "core/base/nearest.h"
#include "core/base/violations.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr auto indexField = u"@index";

const QStringList &knownFilters()
{
    static const QStringList filters{u"json"_s, u"python"_s, u"strip"_s};
    return filters;
}

/// One member or element further in; null where there is none.
const Json *step(const Json &value, const QString &part)
{
    if (value.is_array()) {
        bool ok = false;
        const uint index = part.toUInt(&ok);
        return ok && index < value.size() ? &value[index] : nullptr;
    }
    if (!value.is_object())
        return nullptr;
    const auto found = value.find(part.toStdString());
    return found == value.end() ? nullptr : &*found;
}

/// A member of that very name first, so that names with dots can be had too.
const Json *findPath(const Json &values, const QString &path)
{
    if (const Json *whole = step(values, path))
        return whole;
    const Json *value = &values;
    for (const QString &part : path.split(u'.')) {
        value = step(*value, part);
        if (!value)
            return nullptr;
    }
    return value;
}

/// Where "}}" ends the placeholder that begins at `from`; a JSON string inside may hold it too.
qsizetype placeholderEnd(const QString &text, qsizetype from)
{
    qsizetype i = from;
    while (i < text.size() && text[i].isSpace())
        ++i;
    if (i < text.size() && text[i] == u'"') {
        for (++i; i < text.size() && text[i] != u'"'; ++i)
            if (text[i] == u'\\')
                ++i;
    }
    return i < text.size() ? text.indexOf(u"}}"_s, i) : -1;
}

Result<QString> asText(const Json &value, const QString &field, const Place &place)
{
    if (value.is_string())
        return value.get<QString>();
    if (!value.is_structured())
        return QString::fromUtf8(dumpJson(value));
    return fail(
        ErrorCode::BadInput,
        u"%1: '%2' is %3 here and can't be put into a text; write {{%2|json}} or {{%2|python}}"_s
            .arg(place.text(), field, foundText(value)));
}

} // namespace

Result<TemplateText> TemplateText::parse(const QString &text, const Place &place)
{
    TemplateText result;
    qsizetype from = 0;
    for (qsizetype open = text.indexOf(u"{{"_s); open >= 0; open = text.indexOf(u"{{"_s, from)) {
        if (open > from)
            result.m_parts.push_back({text.mid(from, open - from), false, {}});
        const qsizetype close = placeholderEnd(text, open + 2);
        if (close < 0)
            return fail(
                ErrorCode::BadInput,
                u"%1: \"{{\" without \"}}\"; for the characters themselves write {{\"{{\"}}"_s.arg(
                    place.text()));
        auto part = parsePlaceholder(text.mid(open + 2, close - open - 2).trimmed(), place);
        if (!part)
            return std::unexpected(part.error());
        result.m_parts.push_back(std::move(*part));
        from = close + 2;
    }
    if (from < text.size())
        result.m_parts.push_back({text.mid(from), false, {}});
    return result;
}

Result<TemplateText::Part> TemplateText::parsePlaceholder(const QString &inside, const Place &place)
{
    if (inside.startsWith(u'"')) {
        const auto literal = parseJson(inside.toUtf8(), place);
        if (!literal)
            return fail(ErrorCode::BadInput,
                        u"%1: {{%2}}: expected a text in quotes"_s.arg(place.text(), inside));
        return Part{literal->get<QString>(), false, {}};
    }
    QStringList filters = inside.split(u'|');
    const QString field = filters.takeFirst().trimmed();
    if (field.isEmpty() || field.contains(u'{') || field.contains(u'}'))
        return fail(
            ErrorCode::BadInput,
            u"%1: {{%2}}: expected the name of a field; for \"{{\" itself write {{\"{{\"}}"_s.arg(
                place.text(), inside));
    for (QString &filter : filters) {
        filter = filter.trimmed();
        if (!knownFilters().contains(filter))
            return fail(ErrorCode::BadInput,
                        u"%1: {{%2}}: no filter '%3'%4; there are: %5"_s.arg(
                            place.text(), inside, filter, didYouMean(filter, knownFilters()),
                            knownFilters().join(u", "_s)));
    }
    return Part{field, true, filters};
}

bool TemplateText::isValue() const
{
    return m_parts.size() == 1 && m_parts.front().isField && m_parts.front().filters.isEmpty();
}

QStringList TemplateText::fields() const
{
    QStringList names;
    for (const Part &part : m_parts) {
        if (!part.isField || part.text == QStringView(indexField))
            continue;
        names.append(part.text);
        names.append(part.text.section(u'.', 0, 0));
    }
    return names;
}

Result<const Json *> TemplateText::find(const Part &part, const TableRow &row, const Place &place)
{
    if (const Json *found = findPath(*row.values, part.text))
        return found;
    QStringList names;
    for (const auto &[key, value] : row.values->items())
        names.append(QString::fromStdString(key));
    return fail(ErrorCode::BadInput,
                u"%1: there is no field '%2'%3, which %4 asks for; the row has: %5"_s.arg(
                    row.place.text(), part.text, didYouMean(part.text, names), place.text(),
                    names.join(u", "_s)));
}

Result<Json> TemplateText::value(const Part &part, const TableRow &row, const Place &place)
{
    Json result = row.index;
    if (part.text != QStringView(indexField)) {
        const auto found = find(part, row, place);
        if (!found)
            return std::unexpected(found.error());
        result = **found;
    }
    for (const QString &filter : part.filters) {
        if (filter == "json"_L1)
            result = QString::fromUtf8(dumpJson(result));
        else if (filter == "python"_L1)
            result = pythonLiteral(result);
        else if (result.is_string())
            result = result.get<QString>().trimmed();
    }
    return result;
}

Result<Json> TemplateText::fill(const TableRow &row, const Place &place) const
{
    if (isValue())
        return value(m_parts.front(), row, place);
    const auto text = fillText(row, place);
    return text ? Result<Json>(Json(*text)) : std::unexpected(text.error());
}

Result<QString> TemplateText::fillText(const TableRow &row, const Place &place) const
{
    QString text;
    for (const Part &part : m_parts) {
        if (!part.isField) {
            text += part.text;
            continue;
        }
        const auto found = value(part, row, place);
        if (!found)
            return std::unexpected(found.error());
        const auto inner = asText(*found, part.text, row.place);
        if (!inner)
            return inner;
        text += *inner;
    }
    return text;
}

Result<void> checkTemplate(const Json &json, const Place &place)
{
    if (json.is_string()) {
        const auto text = TemplateText::parse(json.get<QString>(), place);
        return text ? Result<void>() : std::unexpected(text.error());
    }
    if (!json.is_structured())
        return {};
    for (const auto &[key, value] : json.items()) {
        const QString name = QString::fromStdString(key);
        if (auto done = checkTemplate(value, place.at(name)); !done)
            return done;
        if (const auto text = TemplateText::parse(name, place.at(name)); !text)
            return std::unexpected(text.error());
    }
    return {};
}

namespace {

/// A member's name, which none of the members that `object` has so far may bear.
Result<QString> filledName(const QString &name, const Json &object, const TableRow &row,
                           const Place &place)
{
    const auto text = TemplateText::parse(name, place.at(name));
    auto result =
        text ? text->fillText(row, place.at(name)) : Result<QString>(std::unexpected(text.error()));
    if (result && object.contains(result->toStdString()))
        return fail(ErrorCode::BadInput,
                    u"%1: two members of %2 are called %3"_s.arg(row.place.text(), place.text(),
                                                                 foundText(Json(*result))));
    return result;
}

/// Walks the template once; `at` is the place in what comes out, `place` that in the template.
Result<Json> filled(const Json &json, const TableRow &row, const Place &place, const Place &at,
                    QSet<QString> &fromRow)
{
    if (json.is_string()) {
        const auto text = TemplateText::parse(json.get<QString>(), place);
        if (!text)
            return std::unexpected(text.error());
        if (text->isValue())
            fromRow.insert(at.pointer);
        return text->fill(row, place);
    }
    if (!json.is_structured())
        return json;
    Json result = json.is_array() ? Json::array() : Json::object();
    for (const auto &[key, value] : json.items()) {
        const QString name = QString::fromStdString(key);
        const auto newName =
            json.is_array() ? Result<QString>(name) : filledName(name, result, row, place);
        if (!newName)
            return std::unexpected(newName.error());
        auto inner = filled(value, row, place.at(name), at.at(*newName), fromRow);
        if (!inner)
            return inner;
        if (json.is_array())
            result.push_back(std::move(*inner));
        else
            result[newName->toStdString()] = std::move(*inner);
    }
    return result;
}

} // namespace

Result<FilledTemplate> fillTemplate(const Json &json, const TableRow &row, const Place &place)
{
    FilledTemplate result;
    auto whole = filled(json, row, place, place, result.fromRow);
    if (!whole)
        return std::unexpected(whole.error());
    result.json = std::move(*whole);
    return result;
}

} // namespace touchstone
