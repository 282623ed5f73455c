#include "core/trace/conversation.h"
#include "core/trace/said.h"
#include "core/workspace/fences.h"

#include <QtTest/QTest>

using namespace touchstone;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(touchstone::Event)

namespace {

Event eventOf(qint64 id, EventType type, const QString &actor = u"agent"_s,
              const QString &conversation = {}, qint64 parent = 0)
{
    Event event;
    event.id = id;
    event.parent = parent;
    event.type = type;
    event.actor = actor;
    event.conversation = conversation;
    return event;
}

Event message(Json data)
{
    Event event = eventOf(1, EventType::Message);
    event.data = std::move(data);
    return event;
}

/// "2<1 3 4+5 ^helper": event<first+answer, ^ a conversation that begins.
QString told(const std::vector<ConversationRow> &rows, const QStringList &names)
{
    QStringList parts;
    for (const ConversationRow &row : rows) {
        if (row.begins) {
            parts.append(u'^' + names[row.branch]);
            continue;
        }
        QString part = QString::number(row.event);
        if (row.first != row.event)
            part += u"<%1"_s.arg(row.first);
        if (row.answer > 0)
            part += u"+%1"_s.arg(row.answer);
        parts.append(part);
    }
    return parts.join(u' ');
}

class Blobs : public BlobSource {
public:
    QHash<Digest, QByteArray> bytes;
    [[nodiscard]] Result<QByteArray> blob(const Digest &digest) const override
    {
        const auto found = bytes.constFind(digest);
        return found == bytes.cend() ? Result<QByteArray>(fail(ErrorCode::NotFound, u"gone"_s))
                                     : Result<QByteArray>(*found);
    }
    [[nodiscard]] bool hasBlob(const Digest &digest) const override
    {
        return bytes.contains(digest);
    }
};

} // namespace

/// Which rows a conversation has, and what events say in it.
class ConversationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_data()
    {
        using enum EventType;
        QTest::addColumn<std::vector<Event>>("events");
        QTest::addColumn<QString>("main");
        QTest::newRow("call and its message are one")
            << std::vector{eventOf(1, Message, u"user"_s), eventOf(2, ModelCall),
                           eventOf(3, Message), eventOf(4, Message)}
            << u"1 3<2 4"_s;
        QTest::newRow("a call without a message")
            << std::vector{eventOf(1, ModelCall), eventOf(2, ModelCall),
                           eventOf(3, Message, u"user"_s)}
            << u"1 2 3"_s;
        QTest::newRow("what was seen of an action")
            << std::vector{eventOf(1, Action), eventOf(2, Observation, u"harness"_s, {}, 1),
                           eventOf(3, Observation, u"harness"_s)}
            << u"1+2 3"_s;
        QTest::newRow("what is no part of it")
            << std::vector{eventOf(1, Turn), eventOf(2, Note), eventOf(3, Checkpoint),
                           eventOf(4, Command), eventOf(5, Error)}
            << u"1 4 5"_s;
        QTest::newRow("a helper's hangs where it began")
            << std::vector{eventOf(1, Message), eventOf(2, Message, u"h"_s, u"helper"_s, 1),
                           eventOf(3, Message), eventOf(4, Message, u"h"_s, u"helper"_s)}
            << u"1 ^helper 3"_s;
        QTest::newRow("one that nobody began")
            << std::vector{eventOf(1, Message), eventOf(2, Message, u"h"_s, u"helper"_s)}
            << u"1 ^helper"_s;
        QTest::newRow("another one does not come between")
            << std::vector{eventOf(1, ModelCall), eventOf(2, Turn, u"h"_s, u"helper"_s, 7),
                           eventOf(3, Message)}
            << u"1 ^helper 3"_s;
    }

    void rows()
    {
        QFETCH(const std::vector<Event>, events);
        QFETCH(const QString, main);
        // in one page or in as many as there are events
        for (const size_t size : {events.size(), size_t(1)}) {
            TimelineMaker maker;
            ConversationIndex index;
            QStringList names;
            for (size_t at = 0; at < events.size(); at += size) {
                const TimelinePage page = maker.page(std::span(events).subspan(at, size));
                index.add(page);
                names = page.names;
            }
            QCOMPARE(told(index.rows(index.conversations().front()), names), main);
        }
    }

    void places()
    {
        using enum EventType;
        TimelineMaker maker;
        ConversationIndex index;
        index.add(maker.page(
            std::vector{eventOf(1, Note), eventOf(2, ModelCall), eventOf(3, Message),
                        eventOf(4, Message, u"h"_s, u"helper"_s, 3), eventOf(5, Action),
                        eventOf(6, Note), eventOf(7, Observation, u"harness"_s, {}, 5)}));
        QCOMPARE(index.conversations().size(), 2U);
        const quint32 main = index.conversations()[0];
        const quint32 helper = index.conversations()[1];
        QCOMPARE(index.rowOf(main, 1), -1);
        QCOMPARE(index.rowOf(main, 2), 0);
        QCOMPARE(index.rowOf(main, 3), 0);
        QCOMPARE(index.rowOf(main, 6), 2); // the last one before it
        QCOMPARE(index.rowOf(main, 7), 2);
        QCOMPARE(index.rowOf(helper, 4), 0);
        QCOMPARE(index.conversationOf(4), std::optional(helper));
        QCOMPARE(index.conversationOf(7), std::optional(main));
        QCOMPARE(index.conversationOf(6), std::nullopt);
        QCOMPARE(index.rowOf(99, 4), -1);
        index.clear();
        QVERIFY(index.conversations().empty());
    }

    void says_data()
    {
        QTest::addColumn<Event>("event");
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << message({{"text", "hello"}}) << u"hello"_s;
        QTest::newRow("parts") << message(
            {{"content", {{{"type", "text"}, {"text", "a"}}, {{"text", "b"}}}}})
                               << u"a\n\nb"_s;
        QTest::newRow("thought first") << message(
            {{"text", "so"}, {"content", {{{"type", "reasoning"}, {"reasoning", "well\nnow"}}}}})
                                       << u"> well\n> now\n\nso"_s;
        QTest::newRow("call, name and object")
            << message({{"text", "x"},
                        {"tool_calls", {{{"function", "bash"}, {"arguments", {{"cmd", "ls"}}}}}}})
            << u"x\n\n```\nbash {\n  \"cmd\": \"ls\"\n}\n```"_s;
        QTest::newRow("call, nested, as a text")
            << message({{"tool_calls", {{{"function", {{"name", "f"}, {"arguments", "{}"}}}}}}})
            << u"```\nf {}\n```"_s;
        QTest::newRow("call, as a part")
            << message({{"content", {{{"type", "tool_use"}, {"name", "g"}}}}}) << u"```\ng\n```"_s;
        QTest::newRow("nonsense") << message({{"content", 5}, {"tool_calls", "x"}}) << QString();
        Event error = eventOf(1, EventType::Error);
        error.data = {{"message", "broken"}, {"trail", {"trying"}}};
        QTest::newRow("error") << error << u"broken\n– trying"_s;
        Event edit = eventOf(1, EventType::Edit);
        edit.data = {{"refused", {{"code", "c"}, {"message", "m"}}}};
        QTest::newRow("refused") << edit << u"c\nm"_s;
    }

    void says()
    {
        QFETCH(const Event, event);
        QFETCH(const QString, text);
        QCOMPARE(saidBy(event, Blobs()).text, text);
    }

    void bytesBeside()
    {
        Blobs blobs;
        const auto put = [&](const QByteArray &bytes) {
            blobs.bytes.insert(Digest::of(bytes), bytes);
            return Digest::of(bytes);
        };
        Event command = eventOf(1, EventType::Command);
        command.blobs = {{u"output"_s, put("out")}, {u"errors"_s, put("err")}};
        QCOMPARE(saidBy(command, blobs), (Said{u"out\nerr"_s, false}));
        Event answer = message(Json::object());
        answer.blobs = {{u"answer"_s, put("# Long")}};
        QCOMPARE(saidBy(answer, blobs), (Said{u"# Long"_s, true}));
        answer.blobs = {{u"answer"_s, Digest::of("elsewhere")}};
        QVERIFY(saidBy(answer, blobs).text.contains(u"gone"_s));
        QVERIFY(!saidBy(message({{"role", "tool"}, {"text", "*"}}), blobs).isMarkdown);
    }

    /// Nothing in a text ends the block that it stands in.
    void fences_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "x", "```\n```", "a ````` b", "`"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void fences()
    {
        QFETCH(const QString, text);
        const auto blocks = fencedBlocks((u"before\n"_s + fenced(text) + u"\nafter"_s).toUtf8());
        QCOMPARE(blocks.size(), 1U);
        QVERIFY(blocks[0].closed);
        QCOMPARE(QString::fromUtf8(blocks[0].text).trimmed(), text);
    }
};

QTEST_GUILESS_MAIN(ConversationTest)
#include "tst_conversation.moc"
