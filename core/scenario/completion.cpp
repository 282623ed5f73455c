#include "core/scenario/completion.h"

#include "core/base/schema.h"
#include "core/base/schemaplace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// A schema and the value it describes, somewhere within the document.
struct Described {
    Json schema;
    Json value;
    QStringList path; ///< from there to the caret
};

const Json &valueAt(const Json &root, const QStringList &path)
{
    static const Json none;
    const Json *value = &root;
    for (const QString &part : path) {
        bool isNumber = false;
        const uint index = part.toUInt(&isNumber);
        if (value->is_object())
            value = &memberOr(*value, part.toUtf8().constData());
        else if (value->is_array() && isNumber && index < value->size())
            value = &(*value)[index];
        else
            return none;
    }
    return *value;
}

/// Where a check begins on the way to the caret: behind "checks" and an index.
std::optional<qsizetype> checkDepth(const QStringList &path)
{
    const bool inTurn = path.value(0) == u"turns"_s;
    const qsizetype at = inTurn ? 2 : 0;
    return path.value(at) == u"checks"_s && path.size() > at + 1 ? std::optional(at + 2)
                                                                 : std::nullopt;
}

/// The schemas that have a say at the caret: the document's own, a check type's, a kind's.
std::vector<Described> schemasAt(const Json &root, const QStringList &path, const QString &schema)
{
    std::vector<Described> all;
    const auto add = [&](const QString &name, qsizetype depth) {
        if (hasSchema(name))
            if (auto document = schemaDocument(name))
                all.push_back(
                    {std::move(*document), valueAt(root, path.first(depth)), path.sliced(depth)});
    };
    add(schema, 0);
    if (schema != u"scenario"_s)
        return all;
    if (const auto depth = checkDepth(path))
        add(u"checks/"_s + stringOr(valueAt(root, path.first(*depth)), "type"), *depth);
    const QString kind = stringOr(root, "kind");
    if (!kind.isEmpty() && path.value(0) == kind)
        add(u"kinds/"_s + kind, 1);
    return all;
}

bool answers(const QString &name, const QString &typed)
{
    return name.contains(typed, Qt::CaseInsensitive);
}

QString quoted(const QString &text)
{
    return QString::fromUtf8(dumpJson(Json(text)));
}

/// Ids of the checks of the document, for "after" and "fails".
QStringList checkIds(const Json &root)
{
    QStringList ids;
    const auto take = [&ids](const Json &list) {
        if (list.is_array())
            for (const Json &check : list)
                ids.append(stringOr(check, "id", stringOr(check, "type")));
    };
    const Json &turns = memberOr(root, "turns");
    if (turns.is_array())
        for (const Json &turn : turns)
            take(memberOr(turn, "checks"));
    take(memberOr(root, "checks"));
    ids.removeAll(QString());
    return ids;
}

/// Names that no schema knows.
QStringList ownWords(const Json &root, const QStringList &path, const ScenarioWords &words)
{
    if (path == QStringList{u"kind"_s})
        return words.kinds;
    if (path == QStringList{u"language"_s})
        return words.languages;
    const auto depth = checkDepth(path);
    if (depth && path.sliced(*depth) == QStringList{u"type"_s})
        return words.checks;
    if (depth && path.value(*depth) == u"after"_s)
        return checkIds(root);
    if (path.value(0) == u"samples"_s && path.value(2) == u"fails"_s)
        return checkIds(root) << u"answer"_s;
    return {};
}

void addKeys(const JsonText &json, const JsonCaret &caret, const std::vector<Described> &schemas,
             const QString &kind, bool hasColon, std::vector<Completion> &items)
{
    const Json &object = valueAt(json.value, caret.path);
    QStringList taken;
    const auto add = [&](const QString &name, const QString &description) {
        const bool isTyped = name == caret.typed;
        if (taken.contains(name) || !answers(name, caret.typed)
            || (!isTyped && object.is_object() && object.contains(name.toStdString())))
            return;
        taken.append(name);
        items.push_back({name, quoted(name) + (hasColon ? QString() : u": "_s), description});
    };
    for (const Described &described : schemas) {
        const SchemaPlace place = schemaPlace(described.schema, described.value, described.path);
        for (const QString &name : place.members())
            add(name, place.memberDescription(name));
    }
    if (caret.path.isEmpty() && hasSchema(u"kinds/"_s + kind))
        add(kind, u"What this kind of task adds"_s);
}

void addValues(const JsonCaret &caret, const std::vector<Described> &schemas,
               const QStringList &own, std::vector<Completion> &items)
{
    QStringList taken;
    const auto add = [&](const QString &name, const QString &insert) {
        if (!taken.contains(name) && answers(name, caret.typed)) {
            taken.append(name);
            items.push_back({name, insert, {}});
        }
    };
    for (const QString &word : own)
        add(word, quoted(word));
    for (const Described &described : schemas) {
        const SchemaPlace place = schemaPlace(described.schema, described.value, described.path);
        for (const QString &word : place.words())
            add(word, quoted(word));
        for (const Json *node : place.schemas) {
            if (node->contains("const"))
                add(QString::fromUtf8(dumpJson((*node)["const"])),
                    QString::fromUtf8(dumpJson((*node)["const"])));
            if (stringOr(*node, "type") == u"boolean"_s)
                for (const QString &word : {u"true"_s, u"false"_s})
                    add(word, word);
        }
    }
}

/// Whether a colon follows the word.
bool hasColonBehind(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
        ++at;
    return at < text.size() && text[at] == ':';
}

} // namespace

Completions completeScenario(QByteArrayView text, qsizetype caretAt, const QString &schema,
                             const ScenarioWords &words)
{
    const JsonCaret caret = jsonCaret(text, caretAt);
    Completions result{caret.word, {}};
    if (caret.at == JsonCaret::At::Nowhere)
        return result;
    JsonText json = JsonText::of(text);
    // What is being typed says nothing about the alternatives that apply there.
    const auto schemas = schemasAt(json.value, caret.path, schema);
    if (caret.at == JsonCaret::At::Key)
        addKeys(json, caret, schemas, stringOr(json.value, "kind"),
                hasColonBehind(text, caret.word.end), result.items);
    else
        addValues(caret, schemas, ownWords(json.value, caret.path, words), result.items);
    return result;
}

} // namespace touchstone
