#include "core/trace/event.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array<std::pair<EventType, const char *>, 12> names{{
    {EventType::Message, "message"},
    {EventType::ModelCall, "model-call"},
    {EventType::Edit, "edit"},
    {EventType::Command, "command"},
    {EventType::Action, "action"},
    {EventType::Observation, "observation"},
    {EventType::Checkpoint, "checkpoint"},
    {EventType::Turn, "turn"},
    {EventType::Limit, "limit"},
    {EventType::Refusal, "refusal"},
    {EventType::Error, "error"},
    {EventType::Note, "note"},
}};

std::unexpected<Error> wrong(const Place &place, const QString &expected)
{
    return fail(ErrorCode::BadInput, u"%1: %2 expected"_s.arg(place.text(), expected));
}

/// A member that is an integer of at least `least`, or absent.
Result<qint64> integerAt(const Json &json, const char *key, qint64 least, const Place &place)
{
    const Json &value = memberOr(json, key);
    if (value.is_null())
        return 0;
    const bool fits = value.is_number_integer()
        && (!value.is_number_unsigned() || value.get<quint64>() <= quint64(INT64_MAX));
    if (!fits || value.get<qint64>() < least)
        return wrong(place.at(QString::fromLatin1(key)), u"an integer of at least %1"_s.arg(least));
    return value.get<qint64>();
}

Result<QString> textAt(const Json &json, const char *key, const Place &place)
{
    const Json &value = memberOr(json, key);
    if (value.is_null())
        return QString();
    if (!value.is_string())
        return wrong(place.at(QString::fromLatin1(key)), u"a text"_s);
    return value.get<QString>();
}

Result<QMap<QString, Digest>> blobsAt(const Json &json, const Place &place)
{
    QMap<QString, Digest> blobs;
    const Json &value = memberOr(json, "blobs");
    if (value.is_null())
        return blobs;
    if (!value.is_object())
        return wrong(place.at(u"blobs"_s), u"an object of digests"_s);
    for (const auto &[key, hex] : value.items()) {
        const QString role = QString::fromStdString(key);
        if (!hex.is_string())
            return wrong(place.at(u"blobs"_s).at(role), u"a SHA-256 in hexadecimal"_s);
        const auto digest = Digest::fromHex(hex.get<QString>());
        if (!digest)
            return wrong(place.at(u"blobs"_s).at(role), u"a SHA-256 in hexadecimal"_s);
        blobs.insert(role, *digest);
    }
    return blobs;
}

/// The first error of several results, if any.
template <typename... Ts> std::optional<Error> firstError(const Result<Ts> &...results)
{
    std::optional<Error> first;
    ((!first && !results ? void(first = results.error()) : void()), ...);
    return first;
}

} // namespace

QString eventTypeName(EventType type)
{
    const auto found = std::ranges::find(names, type, &std::pair<EventType, const char *>::first);
    return found == names.end() ? u"note"_s : QString::fromLatin1(found->second);
}

std::optional<EventType> eventTypeFromName(const QString &name)
{
    for (const auto &[type, text] : names)
        if (name == QLatin1StringView(text))
            return type;
    return std::nullopt;
}

Json toJson(const Event &event)
{
    Json json{{"id", event.id},          {"type", eventTypeName(event.type)},
              {"actor", event.actor},    {"turn", event.turn},
              {"wall_ms", event.wallMs}, {"monotonic_ns", event.monotonicNs},
              {"data", event.data}};
    if (event.parent != 0)
        json["parent"] = event.parent;
    if (!event.conversation.isEmpty())
        json["conversation"] = event.conversation;
    for (auto it = event.blobs.begin(); it != event.blobs.end(); ++it)
        json["blobs"][it.key().toStdString()] = it->hex();
    return json;
}

Result<Event> eventFromJson(const Json &json, const Place &place)
{
    if (!json.is_object())
        return wrong(place, u"an object"_s);
    const auto id = integerAt(json, "id", 1, place);
    const auto parent = integerAt(json, "parent", 0, place);
    const auto turn = integerAt(json, "turn", 0, place);
    const auto wallMs = integerAt(json, "wall_ms", 0, place);
    const auto monotonicNs = integerAt(json, "monotonic_ns", 0, place);
    const auto typeName = textAt(json, "type", place);
    const auto actor = textAt(json, "actor", place);
    const auto conversation = textAt(json, "conversation", place);
    const auto blobs = blobsAt(json, place);
    if (auto error =
            firstError(id, parent, turn, wallMs, monotonicNs, typeName, actor, conversation, blobs))
        return std::unexpected(std::move(*error));
    const auto type = eventTypeFromName(*typeName);
    if (!type)
        return wrong(place.at(u"type"_s),
                     u"'%1' found; the name of an event type"_s.arg(*typeName));
    if (*id == 0)
        return wrong(place.at(u"id"_s), u"an integer of at least 1"_s);
    if (*turn > INT_MAX)
        return wrong(place.at(u"turn"_s), u"a smaller number"_s);
    const Json &data = memberOr(json, "data");
    return Event{*id,     *parent,       *type,
                 *actor,  *conversation, int(*turn),
                 *wallMs, *monotonicNs,  data.is_null() ? Json::object() : data,
                 *blobs};
}

} // namespace touchstone
