#include "core/trace/actionmark.h"
#include "core/trace/timeline.h"

#include <QtTest/QTest>

using namespace touchstone;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(touchstone::Event)

namespace {

Event eventOf(qint64 id, EventType type, Json data, qint64 atMs, const QString &actor = u"agent"_s,
              const QString &conversation = {}, qint64 parent = 0)
{
    Event event;
    event.id = id;
    event.parent = parent;
    event.type = type;
    event.actor = actor;
    event.conversation = conversation;
    event.monotonicNs = atMs * 1'000'000;
    event.data = std::move(data);
    return event;
}

} // namespace

/// Events as lines of a timeline: times, conversations, texts; and actions as marks on pictures.
class TimelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void times()
    {
        TimelineMaker maker;
        const std::vector<Event> events{
            eventOf(1, EventType::Message, {{"text", "go"}}, 0, u"user"_s),
            eventOf(2, EventType::Message, {{"text", "well"}}, 500),
            eventOf(3, EventType::ModelCall, {{"duration_ms", 120}}, 700),
            eventOf(4, EventType::ModelCall, {{"time_s", 1.5}}, 2400),
            eventOf(5, EventType::Command, {{"argv", {"ls"}}, {"wall_us", 3000}}, 2500),
            eventOf(6, EventType::Observation, {{"text", "seen"}}, 2600, u"harness"_s),
            // of another conversation: since its own last event
            eventOf(7, EventType::Message, {{"text", "hi"}}, 3000, u"helper"_s, u"side"_s, 2),
            eventOf(8, EventType::Message, {{"text", "ho"}}, 3200, u"helper"_s, u"side"_s),
        };
        // two pages are as one
        const TimelinePage first = maker.page(std::span(events).first(5));
        const TimelinePage second = maker.page(std::span(events).subspan(5));
        QCOMPARE(first.entries[0].thinkUs, 0); // others were not thinking
        QCOMPARE(first.entries[1].thinkUs, 500'000);
        QCOMPARE(first.entries[2].thinkUs, 120'000);
        QCOMPARE(first.entries[3].thinkUs, 1'500'000);
        QCOMPARE(first.entries[4].actUs, 3000);
        QCOMPARE(first.entries[4].thinkUs, 0);
        QCOMPARE(second.entries[0].actUs, 100'000);
        QCOMPARE(second.entries[2].thinkUs, 200'000);
        QCOMPARE(second.entries[1].depth, 1);
        QCOMPARE(first.entries[1].depth, 0);
        QCOMPARE(second.conversations, (QStringList{QString(), u"side"_s}));
        QCOMPARE(second.names[second.entries[1].conversation], u"side"_s);
        QCOMPARE(second.textOf(second.entries[2]).toByteArray(), "ho"_ba);
    }

    void depths()
    {
        TimelineMaker maker;
        const std::vector<Event> events{
            eventOf(1, EventType::Note, {}, 0),
            eventOf(2, EventType::Note, {}, 0, u"a"_s, u"a"_s, 1),
            eventOf(3, EventType::Note, {}, 0, u"b"_s, u"a/b"_s, 2),
            eventOf(4, EventType::Note, {}, 0, u"c"_s, u"c"_s),
        };
        const TimelinePage page = maker.page(events);
        QCOMPARE(page.entries[1].depth, 1);
        QCOMPARE(page.entries[2].depth, 2);
        QCOMPARE(page.entries[3].depth, 1); // nobody began it: below the main one
    }

    void lines_data()
    {
        QTest::addColumn<Event>("event");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("trouble");
        const auto row = [](const char *name, EventType type, Json data, const char *line,
                            bool trouble) {
            QTest::newRow(name) << eventOf(1, type, std::move(data), 0) << QString::fromUtf8(line)
                                << trouble;
        };
        row("message", EventType::Message, {{"text", "two\n lines \x1b[1m"}}, "two lines ␛[1m",
            false);
        row("call", EventType::ModelCall,
            {{"model", "m"}, {"usage", {{"input_tokens", 5}, {"output_tokens", 6}}}},
            "m · 5 → 6 tokens", false);
        row("write", EventType::Edit, {{"form", "write"}, {"path", "a.py"}}, "a.py · write", false);
        row("refused", EventType::Edit,
            {{"form", "file"},
             {"target", "a.py"},
             {"refused", {{"code", "no-code"}, {"message", "none"}}}},
            "a.py · file · refused: no-code: none", true);
        row("command", EventType::Command,
            {{"argv", {"ls", "-l"}}, {"ending", "exit code 2"}, {"exit_code", 2}},
            "ls -l · exit code 2", true);
        row("tool", EventType::Action, {{"tool", "bash"}, {"arguments", {{"cmd", "ls"}}}},
            "bash {\"cmd\":\"ls\"}", false);
        row("click", EventType::Action, {{"action", "click"}, {"x", 4}, {"y", 5}}, "click at 4, 5",
            false);
        row("checkpoint", EventType::Checkpoint, {{"id", 3}, {"label", "before"}},
            "before · checkpoint 3", false);
        row("back", EventType::Checkpoint, {{"back_to", 3}}, "back to checkpoint 3", false);
        row("turn", EventType::Turn, {{"turn", 1}}, "turn 2", false);
        row("limit", EventType::Limit, {{"limit", "wall"}}, "wall limit", true);
        row("error", EventType::Error, {{"code", "io"}, {"message", "no"}}, "io: no", true);
        row("note", EventType::Note, {{"a", 1}}, "{\"a\":1}", false);
        row("nothing", EventType::Note, Json::object(), "", false);
    }
    void lines()
    {
        QFETCH(const Event, event);
        QFETCH(const QString, line);
        QFETCH(const bool, trouble);
        QCOMPARE(eventLine(event), line);
        TimelineMaker maker;
        QCOMPARE(maker.page(std::span(&event, 1)).entries[0].isTrouble, trouble);
    }

    void longLinesAreCut()
    {
        const Event event = eventOf(1, EventType::Message, {{"text", std::string(5000, 'x')}}, 0);
        QCOMPARE(eventLine(event, 50).size(), 50);
        QVERIFY(eventLine(event, 50).endsWith(u'…'));
    }

    void marks_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<int>("points");
        QTest::addColumn<QString>("text");
        QTest::newRow("own") << R"({"action":"click","x":3,"y":4})"_ba << 1 << QString();
        QTest::newRow("tool")
            << R"({"tool":"computer","arguments":{"action":"left_click","coordinate":[3,4]}})"_ba
            << 1 << QString();
        QTest::newRow("drag") << R"({"from":{"x":3,"y":4},"to":{"x":5,"y":6}})"_ba << 2
                              << QString();
        QTest::newRow("tool's drag")
            << R"({"start_coordinate":[3,4],"coordinate":[5,6]})"_ba << 2 << QString();
        QTest::newRow("path") << R"({"path":[[3,4],{"x":5,"y":6},[7,8]]})"_ba << 3 << QString();
        QTest::newRow("typed") << R"({"action":"type","text":"hi"})"_ba << 0 << u"hi"_s;
        QTest::newRow("keys") << R"({"keys":["ctrl","c"]})"_ba << 0 << u"ctrl+c"_s;
        QTest::newRow("nonsense") << R"({"x":"3","y":null,"path":"a","text":5})"_ba << 0
                                  << QString();
    }
    void marks()
    {
        QFETCH(const QByteArray, data);
        QFETCH(const int, points);
        QFETCH(const QString, text);
        const ActionMark mark = actionMark(eventOf(1, EventType::Action, *parseJson(data, {}), 0));
        QCOMPARE(int(mark.path.size()), points);
        QCOMPARE(mark.text, text);
        if (points > 0)
            QCOMPARE(mark.path[0], (ActionMark::Point{3, 4}));
        QVERIFY(actionMark(eventOf(1, EventType::Note, *parseJson(data, {}), 0)).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TimelineTest)
#include "tst_timeline.moc"
