#pragma once

#include "core/base/digest.h"
#include "core/base/json.h"

#include <QtCore/QMap>

#include <vector>

namespace touchstone {

enum class EventType {
    Message, ///< {role, text}
    ModelCall, ///< {request, response, model, usage, …}
    Edit, ///< {form, target, refused?} blobs: answer, diff
    Command, ///< {argv, ending, …} blobs: output, errors
    Action, ///< a GUI action (core/gui)
    Observation, ///< what the agent was shown
    Checkpoint, ///< {id, parent, label} blob: manifest
    Turn, ///< {turn}: a turn begins
    Limit, ///< {limit}
    Refusal, ///< {code, message}
    Error, ///< {code, message, trail}
    Note, ///< anything else an agent or person wants kept
};
QString eventTypeName(EventType type); ///< "message", "model-call", "edit", …
std::optional<EventType> eventTypeFromName(const QString &name);

/// One thing that happened in an attempt. Ids count from 1 within the attempt; parent 0: none.
struct Event {
    qint64 id = 0;
    qint64 parent = 0;
    EventType type = EventType::Note;
    QString actor; ///< "agent", "user", "harness", a sub-agent's name
    QString conversation; ///< empty: the main one
    int turn = 0;
    qint64 wallMs = 0; ///< since 1970 UTC
    qint64 monotonicNs = 0; ///< from the attempt's start
    Json data = Json::object();
    QMap<QString, Digest> blobs; ///< role ("answer", "output", "picture") to bytes
    bool operator==(const Event &) const = default;
};

using Trace = std::vector<Event>;

Json toJson(const Event &event);
Result<Event> eventFromJson(const Json &json, const Place &place);

} // namespace touchstone
