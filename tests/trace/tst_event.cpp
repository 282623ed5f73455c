#include "core/trace/event.h"

#include <QtTest/QTest>

using namespace touchstone;
using namespace Qt::StringLiterals;

class EventTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreKept()
    {
        const QStringList names{u"message"_s, u"model-call"_s,  u"edit"_s,       u"command"_s,
                                u"action"_s,  u"observation"_s, u"checkpoint"_s, u"turn"_s,
                                u"limit"_s,   u"refusal"_s,     u"error"_s,      u"note"_s};
        for (int i = 0; i < names.size(); ++i) {
            QCOMPARE(eventTypeName(EventType(i)), names[i]);
            QVERIFY(eventTypeFromName(names[i]) == EventType(i));
        }
        QVERIFY(!eventTypeFromName(u"Message"_s));
        QVERIFY(!eventTypeFromName(QString()));
    }

    void eventsComeBack_data()
    {
        QTest::addColumn<Event>("event");
        QTest::newRow("smallest") << Event{1, 0, EventType::Note, {}, {}, 0,
                                           0, 0, Json::object(),  {}};
        QTest::newRow("everything")
            << Event{7,
                     3,
                     EventType::ModelCall,
                     u"sub-agent"_s,
                     u"side"_s,
                     2,
                     1'700'000'000'123,
                     9'000'000'000'000'000'000,
                     Json{{"a", {1, nullptr, "ü"}}},
                     {{u"picture"_s, Digest::of("p")}, {u"raw"_s, Digest::of("r")}}};
        QTest::newRow("data that is no object")
            << Event{2, 1, EventType::Message, u"agent"_s, {}, 0, 5, 6, Json("text"), {}};
    }

    void eventsComeBack()
    {
        QFETCH(Event, event);
        const auto parsed = parseJson(dumpJson(toJson(event)), {});
        QVERIFY(parsed);
        const auto again = eventFromJson(*parsed, {});
        QVERIFY2(again, qPrintable(again ? QString() : again.error().text()));
        QVERIFY(*again == event);
    }

    void nonsenseIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("pointer");
        QTest::newRow("no object") << QByteArray("[]") << u""_s;
        QTest::newRow("no id") << QByteArray(R"({"type":"note"})") << u"/id"_s;
        QTest::newRow("id 0") << QByteArray(R"({"id":0,"type":"note"})") << u"/id"_s;
        QTest::newRow("id a text") << QByteArray(R"({"id":"1","type":"note"})") << u"/id"_s;
        QTest::newRow("id too large")
            << QByteArray(R"({"id":18446744073709551615,"type":"note"})") << u"/id"_s;
        QTest::newRow("no type") << QByteArray(R"({"id":1})") << u"/type"_s;
        QTest::newRow("unknown type") << QByteArray(R"({"id":1,"type":"dance"})") << u"/type"_s;
        QTest::newRow("negative turn")
            << QByteArray(R"({"id":1,"type":"note","turn":-1})") << u"/turn"_s;
        QTest::newRow("huge turn")
            << QByteArray(R"({"id":1,"type":"note","turn":3000000000})") << u"/turn"_s;
        QTest::newRow("actor a number")
            << QByteArray(R"({"id":1,"type":"note","actor":5})") << u"/actor"_s;
        QTest::newRow("blobs a list")
            << QByteArray(R"({"id":1,"type":"note","blobs":[]})") << u"/blobs"_s;
        QTest::newRow("no digest")
            << QByteArray(R"({"id":1,"type":"note","blobs":{"a/b":"12"}})") << u"/blobs/a~1b"_s;
    }

    void nonsenseIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, pointer);
        const auto parsed = parseJson(json, {});
        QVERIFY(parsed);
        const auto event = eventFromJson(*parsed, {u"trace.jsonl"_s, {}, 4});
        QVERIFY(!event && event.error().code == ErrorCode::BadInput);
        const QString place = pointer.isEmpty() ? u"trace.jsonl line 4: "_s
                                                : u"trace.jsonl line 4 at %1: "_s.arg(pointer);
        QVERIFY2(event.error().message.startsWith(place), qPrintable(event.error().message));
    }
};

QTEST_GUILESS_MAIN(EventTest)
#include "tst_event.moc"
