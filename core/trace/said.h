#pragma once

#include "core/trace/event.h"
#include "core/workspace/blobs.h"

namespace touchstone {

/// A text that stands in JSON: itself, {"text"}, {"content": …}, or a list of those.
QString textIn(const Json &json);

/// A tool that a message calls, as any of the usual APIs writes it down.
struct ToolCall {
    QString name;
    QString arguments; ///< JSON, indented; or what stands there
    bool operator==(const ToolCall &) const = default;
};
std::vector<ToolCall> toolCallsOf(const Event &event);

/// What an event says in a conversation. Not yet safe to show: a stranger's.
struct Said {
    QString text;
    bool isMarkdown = false; ///< else it is to be shown as it stands
    bool operator==(const Said &) const = default;
};
/// All of it, from the event and its blobs: of a message its text and the tools that it calls, of a
/// model call the response, of a command what it printed, of an action the arguments, of an
/// observation what was seen. A blob that can't be read is named in its place.
Said saidBy(const Event &event, const BlobSource &blobs);

/// `text` between fences that nothing in it closes.
QString fenced(const QString &text, const QString &tag = {});

} // namespace touchstone
