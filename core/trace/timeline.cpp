#include "core/trace/timeline.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// The first characters on one line: a long text need not be looked at to its end.
QString lineOf(const QString &text, qsizetype limit)
{
    QString line = visibleText(text.left(4 * limit)).simplified();
    if (line.size() > limit)
        line = line.left(limit - 1) + u'…';
    return line;
}

QString joined(std::initializer_list<QString> parts, QStringView between = u" · ")
{
    QStringList said;
    for (const QString &part : parts)
        if (!part.isEmpty())
            said.append(part);
    return said.join(between);
}

QString textOf(const Json &json)
{
    return json.is_null()  ? QString()
        : json.is_string() ? json.get<QString>()
                           : QString::fromUtf8(dumpJson(json));
}

/// A refusal is told as a text or as {code, message}.
QString refusalOf(const Json &data)
{
    const Json &refused = memberOr(data, "refused");
    if (refused.is_object())
        return u"refused: "_s
            + joined({stringOr(refused, "code"), stringOr(refused, "message")}, u": ");
    return refused.is_string() ? u"refused: "_s + refused.get<QString>() : QString();
}

QString tokensOf(const Json &data)
{
    const Json &usage = memberOr(data, "usage");
    const qint64 in = integerOr(usage, "input_tokens", 0);
    const qint64 out = integerOr(usage, "output_tokens", 0);
    return in + out > 0 ? u"%L1 → %L2 tokens"_s.arg(in).arg(out) : QString();
}

QString checkpointLine(const Json &data)
{
    if (data.contains("back_to"))
        return u"back to checkpoint %1"_s.arg(integerOr(data, "back_to", 0));
    return joined({stringOr(data, "label"), u"checkpoint %1"_s.arg(integerOr(data, "id", 0))});
}

QString actionLine(const Json &data)
{
    const QString what = stringOr(data, "tool", stringOr(data, "action", stringOr(data, "kind")));
    const Json &arguments = memberOr(data, "arguments");
    if (!arguments.is_null())
        return joined({what, textOf(arguments)}, u" ");
    if (const QString text = stringOr(data, "text"); !text.isEmpty())
        return joined({what, u'“' + text + u'”'}, u" ");
    if (data.contains("x") && data.contains("y"))
        return joined(
            {what, u"at %1, %2"_s.arg(numberOr(data, "x", 0)).arg(numberOr(data, "y", 0))}, u" ");
    return what.isEmpty() ? QString::fromUtf8(dumpJson(data)) : what;
}

QString whatItSays(const Event &event)
{
    const Json &data = event.data;
    switch (event.type) {
    case EventType::Message:
        return stringOr(data, "text");
    case EventType::ModelCall:
        return joined({stringOr(data, "model"), tokensOf(data), stringOr(data, "stop_reason"),
                       stringOr(data, "refusal")});
    case EventType::Edit:
        return joined({stringOr(data, "path", stringOr(data, "target")), stringOr(data, "form"),
                       refusalOf(data)});
    case EventType::Command:
        return joined({stringsOr(data, "argv").join(u' '), stringOr(data, "ending"),
                       stringOr(data, "error")});
    case EventType::Action:
        return actionLine(data);
    case EventType::Observation:
        return joined({textOf(memberOr(data, "error")), stringOr(data, "text")});
    case EventType::Checkpoint:
        return checkpointLine(data);
    case EventType::Turn:
        return u"turn %1"_s.arg(integerOr(data, "turn", event.turn) + 1);
    case EventType::Limit:
        return joined({stringOr(data, "limit") + u" limit"_s, stringOr(data, "message")});
    case EventType::Refusal:
    case EventType::Error:
        return joined({stringOr(data, "code"), stringOr(data, "message")}, u": ");
    case EventType::Note:
        break;
    }
    const QString text = stringOr(data, "text", stringOr(data, "what"));
    return !text.isEmpty() ? text : data.empty() ? QString() : QString::fromUtf8(dumpJson(data));
}

bool isTrouble(const Event &event)
{
    switch (event.type) {
    case EventType::Limit:
    case EventType::Refusal:
    case EventType::Error:
        return true;
    case EventType::Command:
        return event.data.contains("error") || integerOr(event.data, "exit_code", 0) != 0;
    case EventType::Edit:
        return event.data.contains("refused");
    default:
        return !memberOr(event.data, "error").is_null();
    }
}

/// What an event says of how long it took, in microseconds; -1: nothing.
qint64 ownTime(const Event &event)
{
    const Json &data = event.data;
    if (data.contains("wall_us"))
        return integerOr(data, "wall_us", 0);
    if (data.contains("duration_ms"))
        return qint64(numberOr(data, "duration_ms", 0) * 1000);
    return data.contains("time_s") ? qint64(numberOr(data, "time_s", 0) * 1'000'000) : -1;
}

} // namespace

QString eventLine(const Event &event, qsizetype limit)
{
    return lineOf(whatItSays(event), limit);
}

QStringList pictureRoles(const Event &event)
{
    QStringList roles;
    for (auto it = event.blobs.begin(); it != event.blobs.end(); ++it)
        if (it.key() == u"picture"_s || it.key().startsWith(u"picture-"_s))
            roles.append(it.key());
    return roles;
}

quint32 TimelineMaker::nameOf(const QString &name)
{
    const auto known = m_numbers.constFind(name);
    if (known != m_numbers.cend())
        return *known;
    const auto number = quint32(m_names.size());
    m_names.append(name);
    m_numbers.insert(name, number);
    return number;
}

/// A conversation that was begun from another's event hangs below that one.
quint16 TimelineMaker::depthOf(const Event &event)
{
    if (event.conversation.isEmpty())
        return 0;
    m_asides.insert(event.id, event.conversation);
    if (const auto known = m_conversations.constFind(event.conversation);
        known != m_conversations.cend())
        return known->depth;
    m_order.append(event.conversation);
    const QString above = m_asides.value(event.parent);
    const quint16 depth = quint16(std::min(m_conversations.value(above).depth + 1, 1000));
    m_conversations.insert(event.conversation, {event.monotonicNs, depth});
    return depth;
}

void TimelineMaker::time(const Event &event, TimelineEntry &entry)
{
    if (!m_conversations.contains(event.conversation))
        m_order.append(event.conversation);
    Conversation &conversation = m_conversations[event.conversation];
    const qint64 since = std::max<qint64>(0, event.monotonicNs - conversation.lastNs) / 1000;
    conversation.lastNs = std::max(conversation.lastNs, event.monotonicNs);
    const qint64 own = ownTime(event);
    const bool isOthers = event.actor == u"harness"_s || event.actor == u"user"_s
        || event.actor == u"system"_s || event.actor == u"tool"_s;
    if (event.type == EventType::ModelCall)
        entry.thinkUs = own >= 0 ? own : since;
    else if (own >= 0)
        entry.actUs = own;
    else if (event.type == EventType::Observation)
        entry.actUs = since;
    else if (!isOthers)
        entry.thinkUs = since;
}

TimelinePage TimelineMaker::page(std::span<const Event> events)
{
    TimelinePage page;
    page.entries.reserve(events.size());
    for (const Event &event : events) {
        TimelineEntry entry;
        entry.id = event.id;
        entry.parent = event.parent;
        entry.atNs = event.monotonicNs;
        entry.turn = event.turn;
        entry.type = event.type;
        entry.actor = nameOf(event.actor);
        entry.conversation = nameOf(event.conversation);
        entry.depth = depthOf(event);
        entry.isTrouble = isTrouble(event);
        entry.hasPicture = !pictureRoles(event).isEmpty();
        entry.hasTree = event.blobs.contains(u"tree"_s);
        time(event, entry);
        const QByteArray text = eventLine(event).toUtf8();
        entry.textAt = quint32(page.text.size());
        entry.textSize = quint16(text.size());
        page.text += text;
        page.entries.push_back(entry);
    }
    page.names = m_names;
    page.conversations = m_order;
    return page;
}

} // namespace touchstone
