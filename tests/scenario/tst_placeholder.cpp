#include "core/scenario/placeholder.h"

#include <QtTest/QTest>

using namespace touchstone;
using namespace Qt::StringLiterals;

class PlaceholderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsIn_data();
    void fillsIn();
    void refuses_data();
    void refuses();
    void fillsStructures();
    void refusesStructures();
    void writesPython_data();
    void writesPython();
};

// behind the class: moc loses its way in some raw strings
namespace {

Json parsed(const QByteArray &text)
{
    auto json = parseJson(text, {u"test"_s});
    return json ? *json : Json("unparsable");
}

const Json &rowValues()
{
    static const Json values = parsed(R"({
        "id": "x/1", "n": 5, "f": 0.5, "yes": true, "nothing": null, "list": [1, "two", [3]],
        "deep": {"a": {"b": "c"}, "list": ["x", "y"]}, "a.b": "dotted",
        "code": "{{id}} {{nowhere}}", "spaced": "  x \n", "quote": "it's \\ \"so\"\n\u0001ä",
        "reference": {"file": "secret.txt"}})");
    return values;
}

TableRow row()
{
    return {&rowValues(), 7, {u"items.jsonl"_s, {}, 12}};
}

} // namespace

void PlaceholderTest::fillsIn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("value");
    const auto add = [](const QString &text, const char *value) {
        QTest::newRow(qPrintable(text)) << text << QByteArray(value);
    };
    add(u""_s, R"("")");
    add(u"plain { } }} text"_s, R"("plain { } }} text")");
    // alone: with its type
    add(u"{{id}}"_s, R"("x/1")");
    add(u"{{ id }}"_s, R"("x/1")");
    add(u"{{n}}"_s, "5");
    add(u"{{yes}}"_s, "true");
    add(u"{{nothing}}"_s, "null");
    add(u"{{list}}"_s, R"([1, "two", [3]])");
    add(u"{{deep.a}}"_s, R"({"b": "c"})");
    add(u"{{deep.a.b}}"_s, R"("c")");
    add(u"{{deep.list.1}}"_s, R"("y")");
    add(u"{{a.b}}"_s, R"("dotted")");
    add(u"{{@index}}"_s, "7");
    // within a text: as text
    add(u" {{n}}"_s, R"(" 5")");
    add(u"{{id}}{{n}}"_s, R"("x/15")");
    add(u"f({{f}}, {{yes}}, {{nothing}})"_s, "\"f(0.5, true, null)\"");
    add(u"{{{n}}}"_s, "refused"); // the first two braces begin a placeholder
    // filters make text
    add(u"{{n|json}}"_s, R"("5")");
    add(u"{{list|json}}"_s, R"("[1,\"two\",[3]]")");
    add(u"x = {{list | python}}"_s, R"("x = [1, 'two', [3]]")");
    add(u"{{spaced|strip}}"_s, R"("x")");
    add(u"{{spaced|strip|json}}"_s, R"("\"x\"")");
    // once only: what a row says is never looked at again
    add(u"{{code}}"_s, R"("{{id}} {{nowhere}}")");
    add(u"<{{code}}>"_s, R"("<{{id}} {{nowhere}}>")");
    // the characters themselves
    add(u"{{\"{{\"}}"_s, R"("{{")");
    add(u"{{\"{{id}}\"}}"_s, R"("{{id}}")");
    add(u"a{{ \"}}\" }}b"_s, R"("a}}b")");
    add(u"{{\"\\\"}}\"}}"_s, R"("\"}}")");
}

void PlaceholderTest::fillsIn()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, value);
    const Place place{u"pack.json"_s, u"/template/x"_s, 0};
    const auto parsedText = TemplateText::parse(text, place);
    if (value == "refused") {
        QVERIFY(!parsedText);
        return;
    }
    QVERIFY2(parsedText, qPrintable(parsedText ? QString() : parsedText.error().text()));
    const auto filled = parsedText->fill(row(), place);
    QVERIFY2(filled, qPrintable(filled ? QString() : filled.error().text()));
    QCOMPARE(QString::fromUtf8(dumpJson(*filled)), QString::fromUtf8(dumpJson(parsed(value))));
}

void PlaceholderTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto add = [](const QString &text, const QString &message) {
        QTest::newRow(qPrintable(text)) << text << message;
    };
    add(u"{{id"_s,
        u"pack.json at /template/x: \"{{\" without \"}}\"; for the characters themselves write {{\"{{\"}}"_s);
    add(u"{{\"id}}"_s, u"\"{{\" without \"}}\""_s);
    add(u"{{}}"_s, u"{{}}: expected the name of a field"_s);
    add(u"{{a{b}}"_s, u"{{a{b}}: expected the name of a field"_s);
    add(u"{{id|jsno}}"_s,
        u"{{id|jsno}}: no filter 'jsno' (did you mean \"json\"?); there are: json, python, strip"_s);
    add(u"{{\"a\" b}}"_s, u"expected a text in quotes"_s);
    add(u"{{idd}}"_s,
        u"items.jsonl line 12: there is no field 'idd' (did you mean \"id\"?), which pack.json at /template/x asks for; the row has: a.b, code, deep,"_s);
    add(u"{{deep.x}}"_s, u"there is no field 'deep.x'"_s);
    add(u"{{list|strip}}"_s, u"'list' is a list of 3 here"_s);
    add(u"{{list.3}}"_s, u"there is no field 'list.3'"_s);
    add(u"{{id.0}}"_s, u"there is no field 'id.0'"_s);
    add(u"x {{list}}"_s,
        u"items.jsonl line 12: 'list' is a list of 3 here and can't be put into a text; write {{list|json}} or {{list|python}}"_s);
}

void PlaceholderTest::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, message);
    const Place place{u"pack.json"_s, u"/template/x"_s, 0};
    const auto parsedText = TemplateText::parse(text, place);
    const auto filled =
        parsedText ? parsedText->fill(row(), place) : std::unexpected(parsedText.error());
    QVERIFY(!filled);
    QVERIFY2(filled.error().message.contains(message), qPrintable(filled.error().message));
}

void PlaceholderTest::fillsStructures()
{
    const Json json = parsed(R"J({
        "a": ["{{id}}", 1, null, {"{{n}}.py": "print({{n}})"}],
        "whole": "{{reference}}", "own": {"file": "{{id}}.txt"}})J");
    const auto filled = fillTemplate(json, row(), {u"pack.json"_s, u"/template"_s, 0});
    QVERIFY2(filled, qPrintable(filled ? QString() : filled.error().text()));
    QCOMPARE(filled->json, parsed(R"J({
        "a": ["x/1", 1, null, {"5.py": "print(5)"}],
        "whole": {"file": "secret.txt"}, "own": {"file": "x/1.txt"}})J"));
    // so that {"file": …} from a row is known to be data
    QCOMPARE(filled->fromRow, QSet<QString>({u"/template/a/0"_s, u"/template/whole"_s}));
}

void PlaceholderTest::refusesStructures()
{
    const Place place{u"pack.json"_s, u"/template"_s, 0};
    const auto same = fillTemplate(parsed(R"({"a": {"5": 1, "{{n}}": 2}})"), row(), place);
    QVERIFY(!same);
    QVERIFY2(
        same.error().message.contains(
            u"items.jsonl line 12: two members of pack.json at /template/a are called \"5\""_s),
        qPrintable(same.error().message));
    const auto inName = checkTemplate(parsed(R"({"a": [{"{{x": 2}]})"), place);
    QVERIFY(!inName);
    QVERIFY(inName.error().message.startsWith(u"pack.json at /template/a/0/{{x: "_s));
    const auto deep = checkTemplate(parsed(R"({"a": [1, "{{}}"]})"), place);
    QVERIFY(!deep);
    QVERIFY(deep.error().message.startsWith(u"pack.json at /template/a/1: "_s));
    QVERIFY(checkTemplate(parsed(R"({"a": [1, "{{x}}", null]})"), place));
}

void PlaceholderTest::writesPython_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("python");
    const auto add = [](const char *json, const QString &python) {
        QTest::newRow(json) << QByteArray(json) << python;
    };
    add("null", u"None"_s);
    add("true", u"True"_s);
    add("false", u"False"_s);
    add("-5", u"-5"_s);
    add("18446744073709551615", u"18446744073709551615"_s);
    add("1.5", u"1.5"_s);
    add("1e300", u"1e+300"_s);
    add("[]", u"[]"_s);
    add("{}", u"{}"_s);
    add(R"([1, "a", [null]])", u"[1, 'a', [None]]"_s);
    add(R"({"a'b": {"c": true}})", u"{'a\\'b': {'c': True}}"_s);
    add(R"("it's \\ \"so\"\n\t\u0001\u007fä\u0000")",
        u"'it\\'s \\\\ \"so\"\\n\\x09\\x01\\x7fä\\x00'"_s);
}

void PlaceholderTest::writesPython()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, python);
    QCOMPARE(pythonLiteral(parsed(json)), python);
}

QTEST_GUILESS_MAIN(PlaceholderTest)
#include "tst_placeholder.moc"
