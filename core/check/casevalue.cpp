#include "core/check/casevalue.h"

#include "core/check/evidence.h"

#include <QtCore/QHash>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxGreedySet = 3000; ///< larger sets are compared without tolerance

/// The tag of an encoded value; empty: plain JSON.
QString tagOf(const Json &value)
{
    return value.is_object() && value.contains("$") ? stringOr(value, "$") : QString();
}

const Json &itemsOf(const Json &value)
{
    return memberOr(value, "items");
}

bool isDigits(const QString &text)
{
    const qsizetype start = text.startsWith(u'-') ? 1 : 0;
    return text.size() > start && std::all_of(text.begin() + start, text.end(), [](QChar c) {
               return c >= u'0' && c <= u'9';
           });
}

/// A whole number without sign of zero and leading zeros.
QString canonicalInt(const QString &digits)
{
    const bool negative = digits.startsWith(u'-');
    qsizetype first = negative ? 1 : 0;
    while (first + 1 < digits.size() && digits[first] == u'0')
        ++first;
    const QString rest = digits.mid(first);
    return negative && rest != u"0"_s ? u'-' + rest : rest;
}

/// What a number is: a whole one by its digits, or a double.
struct Number {
    QString digits; ///< empty: it is no whole number by type
    double value = 0.0;
};

std::optional<Number> numberFrom(const Json &value)
{
    if (value.is_number_unsigned())
        return Number{QString::number(value.get<quint64>()), value.get<double>()};
    if (value.is_number_integer())
        return Number{QString::number(value.get<qint64>()), value.get<double>()};
    if (value.is_number_float())
        return Number{{}, value.get<double>()};
    const QString tag = tagOf(value);
    const QString text = stringOr(value, "value");
    if (tag == u"int"_s)
        return Number{canonicalInt(text), text.toDouble()};
    if (tag == u"float"_s) {
        const double infinity = std::numeric_limits<double>::infinity();
        return Number{{},
                      text == u"nan"_s       ? std::nan("")
                          : text == u"inf"_s ? infinity
                                             : -infinity};
    }
    return std::nullopt;
}

bool sameNumber(const Number &a, const Number &b, const ValueRules &rules)
{
    if (rules.strictNumbers && a.digits.isEmpty() != b.digits.isEmpty())
        return false;
    if (!rules.tolerance.isExact() && rules.tolerance.isClose(a.value, b.value))
        return true;
    if (a.digits.isEmpty() && b.digits.isEmpty())
        return rules.tolerance.isClose(a.value, b.value);
    const auto digits = [](const Number &number) {
        if (!number.digits.isEmpty())
            return number.digits;
        if (std::isfinite(number.value) && number.value == std::trunc(number.value))
            return canonicalInt(QString::number(number.value, 'f', 0));
        return QString();
    };
    return digits(a) == digits(b);
}

enum class Shape {
    Null,
    Boolean,
    Number,
    Text,
    List,
    Tuple,
    Set,
    Dict,
    Map,
    Complex,
    Bytes,
    ByteArray,
    Undefined
};

Shape shapeOf(const Json &value)
{
    static const QHash<QString, Shape> tags{
        {u"int"_s, Shape::Number},
        {u"float"_s, Shape::Number},
        {u"complex"_s, Shape::Complex},
        {u"bytes"_s, Shape::Bytes},
        {u"bytearray"_s, Shape::ByteArray},
        {u"tuple"_s, Shape::Tuple},
        {u"set"_s, Shape::Set},
        {u"dict"_s, Shape::Dict},
        {u"map"_s, Shape::Map},
        {u"undefined"_s, Shape::Undefined},
    };
    if (value.is_null())
        return Shape::Null;
    if (value.is_boolean())
        return Shape::Boolean;
    if (value.is_number())
        return Shape::Number;
    if (value.is_string())
        return Shape::Text;
    if (value.is_array())
        return Shape::List;
    return tags.value(tagOf(value), Shape::Dict);
}

/// Pairs of a dict or map, however it is written.
std::vector<std::pair<Json, const Json *>> pairsOf(const Json &value)
{
    std::vector<std::pair<Json, const Json *>> pairs;
    if (tagOf(value).isEmpty()) {
        for (const auto &[key, item] : value.items())
            pairs.emplace_back(key, &item);
    } else {
        for (const Json &pair : itemsOf(value))
            pairs.emplace_back(pair[0], &pair[1]);
    }
    return pairs;
}

class Comparison {
public:
    explicit Comparison(const ValueRules &rules)
        : m_rules(rules)
    {
    }

    std::optional<QString> differ(const Json &expected, const Json &found,
                                  const QString &path) const
    {
        const Shape shape = shapeOf(expected);
        if (shape != shapeOf(found))
            return say(expected, found, path);
        switch (shape) {
        case Shape::Number:
            return sameNumber(*numberFrom(expected), *numberFrom(found), m_rules)
                ? std::nullopt
                : say(expected, found, path);
        case Shape::List:
            return listsDiffer(expected, found, expected, found, path);
        case Shape::Tuple:
            return listsDiffer(itemsOf(expected), itemsOf(found), expected, found, path);
        case Shape::Set:
            return setsDiffer(expected, found, path);
        case Shape::Dict:
        case Shape::Map:
            return dictsDiffer(expected, found, path);
        case Shape::Complex:
            if (auto real = differ(expected["real"], found["real"], path + u".real"_s))
                return real;
            return differ(expected["imag"], found["imag"], path + u".imag"_s);
        default:
            return expected == found ? std::nullopt : say(expected, found, path);
        }
    }

private:
    static std::optional<QString> say(const Json &expected, const Json &found, const QString &path)
    {
        const QString text =
            u"expected %1, got %2"_s.arg(valueText(expected, 80), valueText(found, 80));
        return path.isEmpty() ? text : u"at %1: %2"_s.arg(path, text);
    }

    std::optional<QString> listsDiffer(const Json &a, const Json &b, const Json &expected,
                                       const Json &found, const QString &path) const
    {
        if (a.size() != b.size())
            return say(expected, found, path);
        for (size_t i = 0; i < a.size(); ++i)
            if (auto difference = differ(a[i], b[i], path + u"[%1]"_s.arg(i)))
                return difference;
        return std::nullopt;
    }

    std::optional<QString> setsDiffer(const Json &expected, const Json &found,
                                      const QString &path) const
    {
        const Json &a = itemsOf(expected);
        const Json &b = itemsOf(found);
        if (a.size() != b.size())
            return say(expected, found, path);
        if (canonicalItems(a) == canonicalItems(b))
            return std::nullopt;
        if (m_rules.tolerance.isExact() || a.size() > maxGreedySet)
            return say(expected, found, path);
        std::vector<bool> used(b.size());
        for (const Json &item : a) {
            size_t i = 0;
            while (i < b.size() && (used[i] || differ(item, b[i], {})))
                ++i;
            if (i == b.size())
                return say(expected, found, path);
            used[i] = true;
        }
        return std::nullopt;
    }

    std::optional<QString> dictsDiffer(const Json &expected, const Json &found,
                                       const QString &path) const
    {
        QHash<QByteArray, const Json *> values;
        const auto pairs = pairsOf(found);
        for (const auto &[key, value] : pairs)
            values.insert(canonical(key), value);
        const auto wanted = pairsOf(expected);
        if (wanted.size() != pairs.size())
            return say(expected, found, path);
        for (const auto &[key, value] : wanted) {
            const Json *other = values.value(canonical(key));
            if (!other)
                return say(expected, found, path);
            if (auto difference = differ(*value, *other, path + u"[%1]"_s.arg(valueText(key, 40))))
                return difference;
        }
        return std::nullopt;
    }

    /// Equal values have equal texts.
    [[nodiscard]] QByteArray canonical(const Json &value) const
    {
        switch (shapeOf(value)) {
        case Shape::Number: {
            const Number number = *numberFrom(value);
            if (!number.digits.isEmpty())
                return number.digits.toLatin1();
            if (!m_rules.strictNumbers && std::isfinite(number.value)
                && number.value == std::trunc(number.value))
                return canonicalInt(QString::number(number.value, 'f', 0)).toLatin1();
            return "f" + QByteArray::number(number.value, 'g', 17);
        }
        case Shape::List:
            return "[" + orderedItems(value);
        case Shape::Tuple:
            return "(" + orderedItems(itemsOf(value));
        case Shape::Set:
            return "{" + canonicalItems(itemsOf(value)).join(',');
        case Shape::Dict:
        case Shape::Map: {
            QByteArrayList items;
            for (const auto &[key, item] : pairsOf(value))
                items.append(sized(canonical(key)) + sized(canonical(*item)));
            std::ranges::sort(items);
            return (shapeOf(value) == Shape::Map ? "m" : "d") + items.join(',');
        }
        case Shape::Complex:
            return "c" + canonical(value["real"]) + ' ' + canonical(value["imag"]);
        default:
            return dumpJson(value);
        }
    }

    /// With its length, so that parts can't be mistaken for one another.
    static QByteArray sized(const QByteArray &text)
    {
        return QByteArray::number(text.size()) + ':' + text;
    }

    [[nodiscard]] QByteArray orderedItems(const Json &items) const
    {
        QByteArray text;
        for (const Json &item : items)
            text += sized(canonical(item));
        return text;
    }

    [[nodiscard]] QByteArrayList canonicalItems(const Json &items) const
    {
        QByteArrayList texts;
        for (const Json &item : items)
            texts.append(sized(canonical(item)));
        std::ranges::sort(texts);
        return texts;
    }

    const ValueRules &m_rules;
};

QString joined(const Json &items, const QString &open, const QString &close, qsizetype limit)
{
    QString text = open;
    for (size_t i = 0; i < items.size() && text.size() <= limit; ++i)
        text += (i > 0 ? u", "_s : QString()) + valueText(items[i], limit);
    return text + close;
}

QString dictText(const Json &value, qsizetype limit)
{
    QString text = tagOf(value) == u"map"_s ? u"Map {"_s : u"{"_s;
    bool first = true;
    for (const auto &[key, item] : pairsOf(value)) {
        if (text.size() > limit)
            break;
        text += (first ? QString() : u", "_s) + valueText(key, limit) + u": "_s
            + valueText(*item, limit);
        first = false;
    }
    return text + u'}';
}

QString taggedText(const Json &value, qsizetype limit)
{
    const QString tag = tagOf(value);
    if (tag == u"int"_s || tag == u"float"_s)
        return stringOr(value, "value");
    if (tag == u"tuple"_s)
        return joined(itemsOf(value), u"("_s, itemsOf(value).size() == 1 ? u",)"_s : u")"_s, limit);
    if (tag == u"set"_s)
        return itemsOf(value).empty() ? u"set()"_s : joined(itemsOf(value), u"{"_s, u"}"_s, limit);
    if (tag == u"bytes"_s || tag == u"bytearray"_s)
        return u"%1 of base64 %2"_s.arg(tag, stringOr(value, "base64").left(limit));
    if (tag == u"complex"_s)
        return u"(%1 + %2j)"_s.arg(valueText(value["real"]), valueText(value["imag"]));
    if (tag == u"undefined"_s)
        return tag;
    return dictText(value, limit);
}

Result<void> checkItems(const Json &items, const Place &place, bool pairs)
{
    if (!items.is_array())
        return fail(ErrorCode::BadInput, u"%1: a list was expected"_s.arg(place.text()));
    for (size_t i = 0; i < items.size(); ++i) {
        const Place at = place.at(qsizetype(i));
        if (!pairs) {
            if (auto checked = checkValue(items[i], at); !checked)
                return checked;
            continue;
        }
        if (!items[i].is_array() || items[i].size() != 2)
            return fail(ErrorCode::BadInput,
                        u"%1: a pair [key, value] was expected"_s.arg(at.text()));
        for (size_t side = 0; side < 2; ++side)
            if (auto checked = checkValue(items[i][side], at.at(qsizetype(side))); !checked)
                return checked;
    }
    return {};
}

Result<void> checkTagged(const Json &value, const Place &place)
{
    const QString tag = stringOr(value, "$");
    const QString text = stringOr(value, "value");
    const auto refuse = [&](const QString &expected) {
        return fail(ErrorCode::BadInput, u"%1: %2 was expected"_s.arg(place.text(), expected));
    };
    if (tag == u"int"_s)
        return isDigits(text) ? Result<void>()
                              : refuse(u"an int's decimal digits as text in 'value'"_s);
    if (tag == u"float"_s)
        return text == u"nan"_s || text == u"inf"_s || text == u"-inf"_s
            ? Result<void>()
            : refuse(u"'nan', 'inf' or '-inf' in 'value'"_s);
    if (tag == u"complex"_s)
        return numberFrom(memberOr(value, "real")) && numberFrom(memberOr(value, "imag"))
            ? Result<void>()
            : refuse(u"numbers in 'real' and 'imag'"_s);
    if (tag == u"bytes"_s || tag == u"bytearray"_s)
        return QByteArray::fromBase64Encoding(stringOr(value, "base64", u"?"_s).toUtf8(),
                                              QByteArray::AbortOnBase64DecodingErrors)
            ? Result<void>()
            : refuse(u"base64 text in 'base64'"_s);
    if (tag == u"undefined"_s)
        return {};
    if (tag == u"tuple"_s || tag == u"set"_s || tag == u"dict"_s || tag == u"map"_s)
        return checkItems(itemsOf(value), place.at(u"items"_s),
                          tag == u"dict"_s || tag == u"map"_s);
    return refuse(
        u"one of int, float, complex, bytes, bytearray, tuple, set, dict, map, undefined in '$'"_s);
}

} // namespace

Result<void> checkValue(const Json &value, const Place &place)
{
    if (value.is_array())
        return checkItems(value, place, false);
    if (!value.is_object())
        return {};
    if (value.contains("$"))
        return checkTagged(value, place);
    for (const auto &[key, item] : value.items())
        if (auto checked = checkValue(item, place.at(QString::fromStdString(key))); !checked)
            return checked;
    return {};
}

std::optional<QString> valueMismatch(const Json &expected, const Json &found,
                                     const ValueRules &rules)
{
    return Comparison(rules).differ(expected, found, {});
}

QString valueText(const Json &value, qsizetype limit)
{
    QString text;
    if (value.is_array())
        text = joined(value, u"["_s, u"]"_s, limit);
    else if (value.is_object())
        text = tagOf(value).isEmpty() ? dictText(value, limit) : taggedText(value, limit);
    else if (value.is_string() && value.get_ref<const std::string &>().size() > size_t(4 * limit))
        text = QString::fromUtf8(dumpJson(value).left(4 * limit));
    else
        text = QString::fromUtf8(dumpJson(value));
    return oneLine(text, limit);
}

} // namespace touchstone
