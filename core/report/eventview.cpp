#include "core/report/eventview.h"

#include "core/base/text.h"
#include "core/report/figures.h"
#include "core/report/pageparts.h"
#include "core/trace/actionmark.h"
#include "core/trace/said.h"
#include "core/trace/timeline.h"
#include "core/workspace/workspace.h"

#include <QtCore/QtEndian>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype diffLinesShown = 2'000;

QString toneOf(const Event &event)
{
    switch (event.type) {
    case EventType::Limit:
    case EventType::Refusal:
    case EventType::Error:
        return u"bad"_s;
    case EventType::Edit:
        return event.data.contains("refused") ? u"bad"_s : u"good"_s;
    case EventType::Command:
        return integerOr(event.data, "exit_code", 0) != 0 ? u"bad"_s : u"warn"_s;
    case EventType::Action:
    case EventType::Observation:
        return u"warn"_s;
    default:
        return u"neutral"_s;
    }
}

QString lineTone(QByteArrayView line)
{
    if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ")
        || line.startsWith("@@") || line.startsWith("index "))
        return u"hunk"_s;
    return line.startsWith('+') ? u"add"_s : line.startsWith('-') ? u"del"_s : u"same"_s;
}

Json diffView(const QByteArray &diff)
{
    Json lines = Json::array();
    const QList<QByteArray> all = diff.split('\n');
    for (qsizetype i = 0; i < std::min(all.size(), diffLinesShown); ++i)
        if (i + 1 < all.size() || !all[i].isEmpty())
            lines.push_back(
                {{"tone", lineTone(all[i])}, {"text", shortened(QString::fromUtf8(all[i]), 1000)}});
    if (all.size() > diffLinesShown)
        lines.push_back(
            {{"tone", "hunk"},
             {"text", u"… %1 more lines left out …"_s.arg(all.size() - diffLinesShown)}});
    return lines;
}

/// Width and height as a PNG says them; nothing for other formats.
std::optional<std::pair<quint32, quint32>> sizeOfPng(const QByteArray &bytes)
{
    if (bytes.size() < 24 || pictureType(bytes) != "image/png"_L1)
        return std::nullopt;
    const auto width = qFromBigEndian<quint32>(bytes.constData() + 16);
    const auto height = qFromBigEndian<quint32>(bytes.constData() + 20);
    return width > 0 && height > 0 ? std::optional(std::pair(width, height)) : std::nullopt;
}

} // namespace

void EventViews::addText(Json &view, const QString &title, const QString &text) const
{
    if (!text.isEmpty())
        view["texts"].push_back({{"title", title}, {"text", shortened(text, m_options.maxText)}});
}

void EventViews::addBlob(const Event &event, const QString &role, const QString &title,
                         Json &view) const
{
    const Digest digest = event.blobs.value(role);
    if (digest.isNull())
        return;
    const auto bytes = m_file.blob(digest);
    addText(view, title,
            bytes ? QString::fromUtf8(*bytes) : u"It can't be read: "_s + bytes.error().text());
}

void EventViews::addTexts(const Event &event, Json &view) const
{
    const Json &data = event.data;
    switch (event.type) {
    case EventType::Message:
        addText(view, {}, stringOr(data, "text"));
        for (const ToolCall &call : toolCallsOf(event))
            addText(view, u"Calls "_s + shortName(call.name),
                    call.arguments.isEmpty() ? u"(without arguments)"_s : call.arguments);
        break;
    case EventType::ModelCall:
        for (const auto &[member, title] :
             {std::pair("request", u"Request"_s), std::pair("response", u"Response"_s),
              std::pair("usage", u"Usage"_s)})
            if (const Json &part = memberOr(data, member); !part.is_null())
                addText(view, title,
                        part.is_string() ? part.get<QString>()
                                         : QString::fromUtf8(prettyJson(part)));
        break;
    case EventType::Command:
        addText(view, u"Command"_s, stringsOr(data, "argv").join(u' '));
        break;
    case EventType::Observation:
        addText(view, {}, stringOr(data, "text"));
        break;
    case EventType::Limit:
    case EventType::Refusal:
    case EventType::Error:
        addText(view, {}, stringOr(data, "message"));
        addText(view, u"While"_s, stringsOr(data, "trail").join(u'\n'));
        break;
    case EventType::Edit:
    case EventType::Checkpoint:
    case EventType::Turn:
        break;
    default:
        if (!data.empty())
            addText(view, {}, QString::fromUtf8(prettyJson(data)));
    }
    for (auto it = event.blobs.begin(); it != event.blobs.end(); ++it)
        if (it.key() == u"output"_s || it.key() == u"errors"_s || it.key() == u"answer"_s
            || it.key() == u"response"_s)
            addBlob(event, it.key(), it.key().first(1).toUpper() + it.key().sliced(1), view);
}

void EventViews::addChanges(const Event &event, Json &view) const
{
    const bool mayChange = (event.type == EventType::Edit && !event.data.contains("refused"))
        || event.type == EventType::Command;
    if (!m_steps || !mayChange)
        return;
    const auto before = m_steps->before(event.id);
    const auto after = m_steps->asOf(event.id);
    if (!before || !after || !*before || !*after)
        return;
    const auto diff = diffManifests(**before, **after, m_steps->blobs());
    if (diff && !diff->isEmpty())
        view["diff"] = {{"lines", diffView(*diff)}};
}

/// The action drawn over the picture, as parts of an SVG in the picture's pixels.
Json EventViews::mark(const Event &event, const QByteArray &picture) const
{
    const ActionMark mark = actionMark(event);
    const auto size = sizeOfPng(picture);
    if (mark.isEmpty() || !size)
        return {};
    QStringList points;
    for (const ActionMark::Point &point : mark.path)
        points.append(u"%1,%2"_s.arg(point.x).arg(point.y));
    const double radius = std::max(8.0, double(size->first) / 90);
    Json view{{"box", u"0 0 %1 %2"_s.arg(size->first).arg(size->second)},
              {"radius", radius},
              {"points", mark.path.size() > 1 ? points.join(u' ') : QString()},
              {"x", {}},
              {"label", shortened(mark.text.isEmpty() ? mark.name : mark.text, 80)}};
    if (!mark.path.empty()) {
        view["x"] = QString::number(mark.path.back().x);
        view["y"] = QString::number(mark.path.back().y);
    }
    return view;
}

void EventViews::addPictures(const Event &event, Json &view)
{
    const auto add = [&](const QByteArray &bytes, const Json &mark) {
        const QString type = pictureType(bytes);
        if (type.isEmpty() || bytes.size() > m_options.maxPicture) {
            view["note"] = u"A picture of %1 is left out."_s.arg(
                countText(bytes.size(), u"byte"_s, u"bytes"_s));
            return;
        }
        view["pictures"].push_back({{"uri", dataUri(type, bytes)},
                                    {"alt", u"Picture of event %1"_s.arg(event.id)},
                                    {"mark", mark}});
    };
    for (const QString &role : pictureRoles(event)) {
        const auto bytes = m_file.blob(event.blobs.value(role));
        if (!bytes) {
            view["note"] = u"A picture can't be read: "_s + bytes.error().text();
            continue;
        }
        m_lastPicture = *bytes;
        add(*bytes, mark(event, *bytes));
    }
    // an action on a picture that was shown before
    if (event.type == EventType::Action && pictureRoles(event).isEmpty()
        && !m_lastPicture.isEmpty())
        if (Json drawn = mark(event, m_lastPicture); !drawn.is_null())
            add(m_lastPicture, drawn);
}

Json EventViews::view(const Event &event, bool brief)
{
    const double seconds = double(event.monotonicNs) / 1e9;
    Json view{{"id", event.id},
              {"type", eventTypeName(event.type)},
              {"tone", toneOf(event)},
              {"actor", shortName(event.actor, 80)},
              {"conversation", shortName(event.conversation, 80)},
              {"at", u"%1 s"_s.arg(seconds, 0, 'f', 2)},
              {"line", eventLine(event, 240)},
              {"isTurn", event.type == EventType::Turn},
              {"open",
               event.type == EventType::Message || event.type == EventType::Edit
                   || event.type == EventType::Action || !pictureRoles(event).isEmpty()},
              {"texts", Json::array()},
              {"diff", {}},
              {"pictures", Json::array()},
              {"note", {}}};
    if (brief)
        return view;
    addPictures(event, view);
    addChanges(event, view);
    addTexts(event, view);
    return view;
}

} // namespace touchstone
