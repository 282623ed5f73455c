#include "core/trace/said.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

QString textWithin(const Json &json, int depth)
{
    if (json.is_string())
        return json.get<QString>();
    if (depth > 8)
        return {};
    if (json.is_array()) {
        QStringList parts;
        for (const Json &part : json)
            if (const QString text = textWithin(part, depth + 1); !text.isEmpty())
                parts.append(text);
        return parts.join(u"\n\n"_s);
    }
    for (const char *member : {"text", "content", "message", "choices", "output"}) {
        const Json &part = memberOr(json, member);
        if (!part.is_string() && !part.is_structured())
            continue;
        if (const QString text = textWithin(part, depth + 1); !text.isEmpty())
            return text;
    }
    return {};
}

QString blobText(const Event &event, const QString &role, const BlobSource &blobs)
{
    const Digest digest = event.blobs.value(role);
    if (digest.isNull())
        return {};
    const auto bytes = blobs.blob(digest);
    return bytes ? QString::fromUtf8(*bytes) : u"It can't be read: "_s + bytes.error().text();
}

QString pretty(const Json &json)
{
    return json.is_null()  ? QString()
        : json.is_string() ? json.get<QString>()
                           : QString::fromUtf8(prettyJson(json)).trimmed();
}

/// What a model thought before it spoke, where that is told: {"type": "reasoning" or "thinking"}.
QString thoughtIn(const Json &content)
{
    QStringList thoughts;
    for (const Json &part : content.is_array() ? content : Json::array())
        for (const char *member : {"reasoning", "thinking"})
            if (const QString text = stringOr(part, member); !text.isEmpty())
                thoughts.append(text);
    return thoughts.join(u"\n\n"_s);
}

QString quoted(const QString &text)
{
    return u"> "_s + QString(text).replace(u'\n', u"\n> "_s);
}

Said messageBy(const Event &event, const BlobSource &blobs)
{
    const Json &content = memberOr(event.data, "content");
    QStringList parts;
    if (const QString thought = thoughtIn(content); !thought.isEmpty())
        parts.append(quoted(thought));
    QString text = stringOr(event.data, "text");
    if (text.isEmpty())
        text = blobText(event, u"answer"_s, blobs);
    if (text.isEmpty())
        text = textWithin(content, 0);
    if (!text.isEmpty())
        parts.append(text);
    for (const ToolCall &call : toolCallsOf(event))
        parts.append(
            fenced(call.name + (call.arguments.isEmpty() ? QString() : u' ' + call.arguments)));
    return {parts.join(u"\n\n"_s), stringOr(event.data, "role") != u"tool"_s};
}

QString joined(const QStringList &parts)
{
    QStringList said = parts;
    said.removeAll(QString());
    return said.join(u'\n');
}

} // namespace

QString textIn(const Json &json)
{
    return textWithin(json, 0);
}

std::vector<ToolCall> toolCallsOf(const Event &event)
{
    std::vector<ToolCall> calls;
    const auto add = [&](const QString &name, const Json &arguments) {
        if (!name.isEmpty())
            calls.push_back({name, pretty(arguments)});
    };
    const Json &listed = memberOr(event.data, "tool_calls");
    for (const Json &call : listed.is_array() ? listed : Json::array()) {
        const Json &function = memberOr(call, "function");
        if (function.is_object()) // {"function": {"name", "arguments": "JSON"}}
            add(stringOr(function, "name"), memberOr(function, "arguments"));
        else // {"function": "name", "arguments": {…}}
            add(stringOr(call, "function", stringOr(call, "name")), memberOr(call, "arguments"));
    }
    const Json &content = memberOr(event.data, "content");
    for (const Json &part : content.is_array() ? content : Json::array())
        if (stringOr(part, "type") == u"tool_use"_s)
            add(stringOr(part, "name"), memberOr(part, "input"));
    return calls;
}

Said saidBy(const Event &event, const BlobSource &blobs)
{
    const Json &data = event.data;
    const auto blob = [&](const QString &role) { return blobText(event, role, blobs); };
    switch (event.type) {
    case EventType::Message:
        return messageBy(event, blobs);
    case EventType::ModelCall: {
        const QString response = textIn(memberOr(data, "response"));
        return {response.isEmpty() ? blob(u"response"_s) : response, true};
    }
    case EventType::Command:
        return {joined({blob(u"output"_s), blob(u"errors"_s), stringOr(data, "error")}), false};
    case EventType::Action:
        return {pretty(memberOr(data, "arguments")), false};
    case EventType::Observation: {
        const QString text = stringOr(data, "text");
        return {
            joined({text.isEmpty() ? blob(u"output"_s) : text, textIn(memberOr(data, "error"))}),
            false};
    }
    case EventType::Edit: {
        const Json &refused = memberOr(data, "refused");
        return {refused.is_object()
                    ? joined({stringOr(refused, "code"), stringOr(refused, "message")})
                    : textIn(refused),
                false};
    }
    case EventType::Limit:
    case EventType::Refusal:
    case EventType::Error: {
        QStringList lines{stringOr(data, "message")};
        for (const QString &line : stringsOr(data, "trail"))
            lines.append(u"– "_s + line);
        return {joined(lines), false};
    }
    default:
        return {};
    }
}

QString fenced(const QString &text, const QString &tag)
{
    qsizetype longest = 0;
    qsizetype here = 0;
    for (const QChar c : text) {
        here = c == u'`' ? here + 1 : 0;
        longest = std::max(longest, here);
    }
    const QString fence(std::max<qsizetype>(3, longest + 1), u'`');
    return fence + tag + u'\n' + text + u'\n' + fence;
}

} // namespace touchstone
