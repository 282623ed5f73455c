#include "mapping.h"

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What can be mapped, with what it is for.
struct Field {
    QLatin1StringView name;
    QLatin1StringView use;
};
constexpr std::array known{
    Field{"id"_L1, "unique in the table"_L1},
    Field{"instruction"_L1, "what is asked for, in words"_L1},
    Field{"prompt"_L1, "code that the answer goes on from"_L1},
    Field{"title"_L1, "one line for people"_L1},
    Field{"reference"_L1, "a right answer"_L1},
    Field{"test"_L1, "code that stands after the answer and raises where it is wrong"_L1},
    Field{"entry_point"_L1, "a name: check(NAME) is called after the test"_L1},
    Field{"input"_L1, "what the program reads"_L1},
    Field{"output"_L1, "what the program must print"_L1},
    Field{"difficulty"_L1, "easy, medium or hard"_L1},
    Field{"tags"_L1, "words, parted by commas where they are one text"_L1},
};

QStringList fieldNames()
{
    QStringList names;
    for (const Field &field : known)
        names.append(field.name);
    return names;
}

/// A value as text: what is no text is written as JSON.
QString textOf(const Json &value)
{
    return value.is_string() ? value.get<QString>() : QString::fromUtf8(dumpJson(value));
}

Json tagsOf(const Json &value)
{
    Json tags = Json::array();
    const auto add = [&](const QString &tag) {
        if (!tag.trimmed().isEmpty())
            tags.push_back(tag.trimmed());
    };
    if (value.is_array())
        for (const Json &tag : value)
            add(textOf(tag));
    else if (!value.is_null())
        for (const QString &tag : textOf(value).split(u','))
            add(tag);
    return tags;
}

Result<Json> valueFor(const QString &field, const Json &value, const Place &place)
{
    if (field == "tags"_L1)
        return tagsOf(value);
    if (value.is_null())
        return fail(ErrorCode::BadInput,
                    u"%1: expected a value for '%2', found null"_s.arg(place.text(), field));
    const QString text = textOf(value);
    if (field == "difficulty"_L1 && !QStringList{u"easy"_s, u"medium"_s, u"hard"_s}.contains(text))
        return fail(ErrorCode::BadInput,
                    u"%1: expected the difficulty easy, medium or hard, found '%2'"_s.arg(
                        place.text(), text));
    if (field == "id"_L1 && text.trimmed().isEmpty())
        return fail(ErrorCode::BadInput, u"%1: the id is empty"_s.arg(place.text()));
    return Json(text);
}

Result<void> checkComplete(const Mapping &mapping)
{
    const auto missing = [](const QString &what) {
        return fail(ErrorCode::BadInput,
                    u"--map: %1; the fields are %2"_s.arg(what, Mapping::fields()));
    };
    if (!mapping.has(u"id"_s))
        return missing(u"expected id=COLUMN"_s);
    if (!mapping.has(u"instruction"_s) && !mapping.has(u"prompt"_s))
        return missing(
            u"expected instruction=COLUMN or prompt=COLUMN, or there is nothing to ask for"_s);
    if (mapping.has(u"test"_s) == mapping.has(u"output"_s))
        return missing(u"expected either test=COLUMN or output=COLUMN, to judge by"_s);
    if (mapping.has(u"entry_point"_s) && !mapping.has(u"test"_s))
        return missing(u"entry_point goes with test=COLUMN only"_s);
    if (mapping.has(u"input"_s) && !mapping.has(u"output"_s))
        return missing(u"input goes with output=COLUMN only"_s);
    return {};
}

} // namespace

QString Mapping::fields()
{
    QStringList lines;
    for (const Field &field : known)
        lines.append(u"%1 (%2)"_s.arg(field.name, field.use));
    return lines.join(u", "_s);
}

Result<Mapping> Mapping::parse(const QStringList &options)
{
    Mapping mapping;
    for (const QString &option : options) {
        const qsizetype at = option.indexOf(u'=');
        const QString field = option.left(at);
        if (at < 1 || at + 1 == option.size())
            return fail(ErrorCode::BadInput,
                        u"--map: expected FIELD=COLUMN, found '%1'"_s.arg(option));
        if (!fieldNames().contains(field))
            return fail(ErrorCode::BadInput,
                        u"--map: there is no field '%1'; the fields are %2"_s.arg(field, fields()));
        if (mapping.has(field))
            return fail(ErrorCode::BadInput, u"--map: '%1' is mapped twice"_s.arg(field));
        mapping.m_columns.insert(field, option.mid(at + 1));
    }
    if (auto complete = checkComplete(mapping); !complete)
        return std::unexpected(std::move(complete.error()));
    return mapping;
}

Result<Json> Mapping::apply(const Json &row, const Place &place) const
{
    Json result = Json::object();
    Json rest = row;
    for (auto it = m_columns.cbegin(); it != m_columns.cend(); ++it) {
        const std::string column = it.value().toStdString();
        if (!row.contains(column)) {
            QStringList columns;
            for (const auto &member : row.items())
                columns.append(QString::fromStdString(member.key()));
            return fail(ErrorCode::BadInput,
                        u"%1: there is no column '%2' for '%3'; the columns are %4"_s.arg(
                            place.text(), it.value(), it.key(), columns.join(u", "_s)));
        }
        auto value = valueFor(it.key(), row.at(column), place);
        if (!value)
            return std::unexpected(std::move(value.error()));
        result[it.key().toStdString()] = std::move(*value);
        rest.erase(column);
    }
    if (!rest.empty())
        result["row"] = std::move(rest);
    return result;
}

} // namespace touchstone
