#include "core/base/jsontext.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

/// JSON as somebody is typing it.
class TestJsonText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void places_data();
    void places();
    void carets_data();
    void carets();
    void deep();
};

void TestJsonText::values_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("whole") << QByteArray(R"({"a": [1, true, null, "x\"y"]})")
                           << QByteArray(R"({"a":[1,true,null,"x\"y"]})");
    QTest::newRow("no comma") << QByteArray("{\"a\": 1\n\"b\": 2}")
                              << QByteArray(R"({"a":1,"b":2})");
    QTest::newRow("comma too many") << QByteArray("[1,,2,]") << QByteArray("[1,2]");
    QTest::newRow("no value") << QByteArray("{\"a\": , \"b\": 2}")
                              << QByteArray(R"({"a":null,"b":2})");
    QTest::newRow("open text") << QByteArray("{\"a\": \"xy\n\"b\": 2}")
                               << QByteArray(R"({"a":"xy","b":2})");
    QTest::newRow("open object") << QByteArray("{\"a\": {\"b\": [1")
                                 << QByteArray(R"({"a":{"b":[1]}})");
    QTest::newRow("stray brackets") << QByteArray("{\"a\": 1 : [ }") << QByteArray(R"({"a":1})");
    QTest::newRow("nothing") << QByteArray() << QByteArray("null");
}

void TestJsonText::values()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, value);
    QCOMPARE(dumpJson(JsonText::of(text).value), value);
}

void TestJsonText::places_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QByteArray>("marked");
    QTest::newRow("value") << u"/kind"_s << QByteArray("\"fix\"");
    QTest::newRow("in a list") << u"/checks/1/type"_s << QByteArray("\"test\"");
    QTest::newRow("a list is its key") << u"/checks"_s << QByteArray("\"checks\"");
    QTest::newRow("an element is its bracket") << u"/checks/0"_s << QByteArray("{");
    QTest::newRow("not there: what is around it") << u"/checks/0/id"_s << QByteArray("{");
    QTest::newRow("escaped") << u"/a~1b"_s << QByteArray("7");
    QTest::newRow("the whole") << QString() << QByteArray("{");
    QTest::newRow("missing value is its key") << u"/none"_s << QByteArray("\"none\"");
}

void TestJsonText::places()
{
    QFETCH(const QString, pointer);
    QFETCH(const QByteArray, marked);
    const QByteArray text = R"({"kind": "fix", "checks": [{"type": "syntax"}, {"type": "test"}],
 "a/b": 7, "none": })";
    const TextSpan span = JsonText::of(text).place(pointer);
    QCOMPARE(text.sliced(span.begin, span.end - span.begin), marked);
}

void TestJsonText::carets_data()
{
    QTest::addColumn<QByteArray>("text"); // | is the caret
    QTest::addColumn<int>("at");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("word");
    constexpr int nowhere = int(JsonCaret::At::Nowhere);
    constexpr int key = int(JsonCaret::At::Key);
    constexpr int value = int(JsonCaret::At::Value);
    const auto row = [](const char *name, const char *text, int at, const char *path,
                        const char *typed, const char *word) {
        QTest::newRow(name) << QByteArray(text) << at << QString::fromUtf8(path)
                            << QString::fromUtf8(typed) << QByteArray(word);
    };
    row("before everything", "|", nowhere, "", "", "");
    row("empty object", "{|}", key, "", "", "");
    row("in a key", R"({"ki|nd": 1})", key, "", "ki", "\"kind\"");
    row("open key", "{\"ki|\n}", key, "", "ki", "\"ki");
    row("behind a key", R"({"kind"| : 1})", nowhere, "", "", "");
    row("value", R"({"kind": |})", value, "kind", "", "");
    row("in a value", R"({"kind": "fi|"})", value, "kind", "fi", "\"fi\"");
    row("bare word", R"({"kind": tr|})", value, "kind", "tr", "tr");
    row("next key", R"({"kind": "fix", |})", key, "", "", "");
    row("in a list", R"({"a": ["x", |]})", value, "a/1", "", "");
    row("object in a list", R"({"a": [{"b": 1}, {"t|"}]})", key, "a/1", "t", "\"t\"");
    row("deep value", R"({"a": [{"b": 1}, {"type": "|"}]})", value, "a/1/type", "", "\"\"");
    row("brackets in texts", R"({"a": "}]{", "b": |})", value, "b", "", "");
    row("quotes in texts", R"({"a": "x\"y", "b|": 1})", key, "", "b", "\"b\"");
}

void TestJsonText::carets()
{
    QFETCH(QByteArray, text);
    QFETCH(const int, at);
    QFETCH(const QString, path);
    QFETCH(const QString, typed);
    QFETCH(const QByteArray, word);
    const qsizetype offset = text.indexOf('|');
    text.remove(offset, 1);
    const JsonCaret caret = jsonCaret(text, offset);
    QCOMPARE(int(caret.at), at);
    if (caret.at != JsonCaret::At::Nowhere)
        QCOMPARE(caret.path.join(u'/'), path);
    QCOMPARE(caret.typed, typed);
    QCOMPARE(text.sliced(caret.word.begin, caret.word.end - caret.word.begin), word);
}

void TestJsonText::deep()
{
    const QByteArray text(100'000, '[');
    QVERIFY(JsonText::of(text).value.is_array());
    QVERIFY(jsonCaret(text, text.size()).at == JsonCaret::At::Value);
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
