#include "core/base/schemaplace.h"

#include "core/base/schemadocument.h"
#include "core/base/violations.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr size_t maxWords = 20;

using Nodes = std::vector<const Json *>;

bool isOfType(const Json &value, const QString &type)
{
    if (type == "object"_L1)
        return value.is_object();
    if (type == "array"_L1)
        return value.is_array();
    if (type == "string"_L1)
        return value.is_string();
    if (type == "boolean"_L1)
        return value.is_boolean();
    if (type == "integer"_L1)
        return value.is_number_integer();
    return type == "number"_L1 ? value.is_number() : value.is_null();
}

bool mayDescribe(const Json &node, const Json *value)
{
    const QString type = stringOr(node, "type");
    return !value || type.isEmpty() || isOfType(*value, type);
}

/// A node with what it refers to and its alternatives; where some alternatives are of the value's
/// type, only those.
void expand(const Json &document, const Json *node, const Json *value, Nodes &nodes, int depth = 0)
{
    if (!node || !node->is_object() || depth > 20)
        return;
    nodes.push_back(node);
    if (node->contains("$ref"))
        expand(document, referredSchema(document, stringOr(*node, "$ref")), value, nodes,
               depth + 1);
    for (const char *key : {"allOf", "anyOf", "oneOf"}) {
        const Json &list = memberOr(*node, key);
        bool anyMay = false;
        for (const Json &item : list)
            anyMay = anyMay || mayDescribe(item, value);
        for (const Json &item : list)
            if (!anyMay || mayDescribe(item, value))
                expand(document, &item, value, nodes, depth + 1);
    }
}

const Json *childValue(const Json *value, const QString &part)
{
    if (!value)
        return nullptr;
    if (value->is_array()) {
        bool ok = false;
        const uint index = part.toUInt(&ok);
        return ok && index < value->size() ? &(*value)[index] : nullptr;
    }
    if (!value->is_object())
        return nullptr;
    const auto found = value->find(part.toStdString());
    return found == value->end() ? nullptr : &*found;
}

const Json *childSchema(const Json &node, const Json *value, const QString &part)
{
    if (value && value->is_array()) {
        const Json &items = memberOr(node, "items");
        return items.is_array() ? childValue(&items, part) : &items;
    }
    if (const Json *known = childValue(&memberOr(node, "properties"), part))
        return known;
    return &memberOr(node, "additionalProperties");
}

QString typeText(const Json &node)
{
    const QString type = stringOr(node, "type");
    if (type == "object"_L1)
        return u"an object"_s;
    if (type == "array"_L1)
        return u"a list"_s;
    if (type == "string"_L1)
        return u"a text"_s;
    if (type == "boolean"_L1)
        return u"true or false"_s;
    if (type == "integer"_L1)
        return u"a whole number"_s;
    if (type == "number"_L1)
        return u"a number"_s;
    return type;
}

/// " of at least 1 and at most 9"
QString boundsText(const Json &node)
{
    static constexpr struct {
        const char *key;
        const char16_t *words;
    } bounds[] = {
        {"minimum", u"at least %1"},
        {"exclusiveMinimum", u"more than %1"},
        {"maximum", u"at most %1"},
        {"exclusiveMaximum", u"less than %1"},
        {"multipleOf", u"a multiple of %1"},
        {"minLength", u"at least %1 characters"},
        {"maxLength", u"at most %1 characters"},
        {"minItems", u"at least %1 items"},
        {"maxItems", u"at most %1 items"},
        {"minProperties", u"at least %1 members"},
        {"maxProperties", u"at most %1 members"},
    };
    QStringList parts;
    for (const auto &bound : bounds)
        if (node.contains(bound.key))
            parts.append(QString::fromUtf16(bound.words).arg(foundText(node[bound.key])));
    return parts.isEmpty() ? QString() : u" of "_s + parts.join(u" and "_s);
}

QString nodeText(const Json &node)
{
    if (node.contains("const"))
        return foundText(node["const"]);
    const Json &words = memberOr(node, "enum");
    if (words.is_array()) {
        QStringList texts;
        for (size_t i = 0; i < std::min(words.size(), maxWords); ++i)
            texts.append(foundText(words[i]));
        return u"one of "_s + texts.join(u", "_s)
            + (words.size() > maxWords ? u", …"_s : QString());
    }
    const QString type = typeText(node);
    if (type.isEmpty())
        return {};
    QString text = type + boundsText(node);
    if (node.contains("pattern"))
        text += u" like "_s + stringOr(node, "pattern");
    return text;
}

QString firstSentence(const QString &text)
{
    const qsizetype end = text.indexOf(u". "_s);
    QString sentence = end < 0 ? text : text.left(end);
    if (sentence.endsWith(u'.'))
        sentence.chop(1);
    return sentence;
}

} // namespace

QString SchemaPlace::expectation() const
{
    QStringList texts;
    for (const Json *node : schemas) {
        const QString text = nodeText(*node);
        if (!text.isEmpty() && !texts.contains(text))
            texts.append(text);
    }
    return texts.join(u", or "_s);
}

QString SchemaPlace::description() const
{
    for (const Json *node : schemas)
        if (const QString text = stringOr(*node, "description"); !text.isEmpty())
            return firstSentence(text);
    return {};
}

QString SchemaPlace::memberDescription(const QString &name) const
{
    for (const Json *node : schemas) {
        const Json *member = childValue(&memberOr(*node, "properties"), name);
        if (!member)
            continue;
        SchemaPlace place;
        expand(*document, member, nullptr, place.schemas);
        return place.description();
    }
    return {};
}

QStringList SchemaPlace::members() const
{
    QStringList names;
    for (const Json *node : schemas)
        for (const auto &[key, value] : memberOr(*node, "properties").items())
            if (const QString name = QString::fromStdString(key); !names.contains(name))
                names.append(name);
    return names;
}

QStringList SchemaPlace::words() const
{
    QStringList texts;
    for (const Json *node : schemas)
        texts += stringsOr(*node, "enum");
    return texts;
}

SchemaPlace schemaPlace(const Json &schema, const Json &value, const QStringList &path)
{
    SchemaPlace place;
    place.document = &schema;
    place.value = &value;
    expand(schema, &schema, place.value, place.schemas);
    for (const QString &part : path) {
        const Json *inner = childValue(place.value, part);
        Nodes nodes;
        for (const Json *node : place.schemas)
            expand(schema, childSchema(*node, place.value, part), inner, nodes);
        place.value = inner;
        place.schemas = std::move(nodes);
    }
    return place;
}

} // namespace touchstone
