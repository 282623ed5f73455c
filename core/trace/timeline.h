#pragma once

#include "core/trace/event.h"

#include <QtCore/QHash>

#include <memory>
#include <span>

namespace touchstone {

/// One event as a line of a timeline. Small: of a trace with hundreds of thousands of events all
/// lines are kept, while the events themselves are read when they are looked at.
struct TimelineEntry {
    qint64 id = 0;
    qint64 parent = 0;
    qint64 atNs = 0; ///< from the attempt's start
    qint64 thinkUs = 0; ///< that the actor or its model thought before it
    qint64 actUs = 0; ///< that it took to be done
    qint32 turn = 0;
    quint32 actor = 0; ///< among the page's names
    quint32 conversation = 0; ///< among the page's names
    quint32 textAt = 0; ///< in the page's text
    quint16 textSize = 0;
    quint16 depth = 0; ///< of its conversation below the main one
    EventType type = EventType::Note;
    bool isTrouble = false; ///< an error, a refusal, a limit, a command that failed
    bool hasPicture = false;
    bool hasTree = false;
};

/// Some entries that follow each other, and what they say; never changed once made.
struct TimelinePage {
    std::vector<TimelineEntry> entries;
    QByteArray text; ///< UTF-8
    QStringList names;
    QStringList conversations; ///< that there were until then, in order

    [[nodiscard]] QByteArrayView textOf(const TimelineEntry &entry) const
    {
        return QByteArrayView(text).sliced(entry.textAt, entry.textSize);
    }
};

/// Makes the pages of a trace from its events in order. Think and act time are what the events say
/// of themselves (a model call's "duration_ms" or "time_s", a command's "wall_us"); where they say
/// nothing, the time since the conversation's last event, which was thought before what an agent
/// does, and waited for where others answer it.
class TimelineMaker {
public:
    TimelinePage page(std::span<const Event> events);

private:
    quint32 nameOf(const QString &name);
    void time(const Event &event, TimelineEntry &entry);
    quint16 depthOf(const Event &event);

    struct Conversation {
        qint64 lastNs = 0;
        quint16 depth = 0;
    };
    QStringList m_names;
    QHash<QString, quint32> m_numbers;
    QHash<QString, Conversation> m_conversations;
    QStringList m_order; ///< of the conversations
    QHash<qint64, QString> m_asides; ///< events outside of the main conversation to theirs
};

/// What an event says on one line of at most `limit` characters, safe to show.
QString eventLine(const Event &event, qsizetype limit = 160);
/// Blobs of an event that are pictures, in order: "picture", "picture-2", …
QStringList pictureRoles(const Event &event);

} // namespace touchstone
