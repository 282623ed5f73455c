#include "core/check/casespec.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

Json json(const char *text)
{
    const auto parsed = parseJson(text, {u"test"_s, {}, 0});
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().text()));
    return *parsed;
}

} // namespace

class TestCaseValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void compares_data();
    void compares();
    void saysWhere();
    void refusesBrokenEncoding_data();
    void refusesBrokenEncoding();
    void showsValues_data();
    void showsValues();
    void refusesCases_data();
    void refusesCases();
    void tellsTheDriverNothingExpected();
};

void TestCaseValue::compares_data()
{
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("found");
    QTest::addColumn<bool>("equal");
    QTest::addColumn<bool>("equalStrict");
    QTest::addColumn<bool>("equalClose"); // with a tolerance of 0.01
    const auto row = [](const char *name, const char *expected, const char *found, bool equal,
                        bool equalStrict, bool equalClose) {
        QTest::newRow(name) << QByteArray(expected) << QByteArray(found) << equal << equalStrict
                            << equalClose;
    };
    row("null", "null", "null", true, true, true);
    row("null, false", "null", "false", false, false, false);
    row("true, 1", "true", "1", false, false, false);
    row("int, float", "3", "3.0", true, false, true);
    row("close", "1.0", "1.001", false, false, true);
    row("far", "1.0", "1.1", false, false, false);
    row("text, number", "\"3\"", "3", false, false, false);
    row("nan", R"json({"$":"float","value":"nan"})json", R"json({"$":"float","value":"nan"})json",
        true, true, true);
    row("nan, number", R"json({"$":"float","value":"nan"})json", "0.0", false, false, false);
    row("infinities", R"json({"$":"float","value":"inf"})json",
        R"json({"$":"float","value":"-inf"})json", false, false, false);
    row("big int", R"json({"$":"int","value":"123456789012345678901234567890"})json",
        R"json({"$":"int","value":"0123456789012345678901234567890"})json", true, true, true);
    row("big ints that a double can't tell apart",
        R"json({"$":"int","value":"9007199254740993"})json",
        R"json({"$":"int","value":"9007199254740992"})json", false, false, true);
    row("written two ways", "5", R"json({"$":"int","value":"5"})json", true, true, true);
    row("big int, float", R"json({"$":"int","value":"1267650600228229401496703205376"})json",
        "1.267650600228229401496703205376e30", true, false, true);
    row("64 bits", "18446744073709551615", R"json({"$":"int","value":"18446744073709551615"})json",
        true, true, true);
    row("negative zero", "0", R"json({"$":"int","value":"-0"})json", true, true, true);
    row("list", "[1, [2]]", "[1, [2]]", true, true, true);
    row("list order", "[1, 2]", "[2, 1]", false, false, false);
    row("list length", "[1]", "[1, 1]", false, false, false);
    row("list, tuple", "[1]", R"json({"$":"tuple","items":[1]})json", false, false, false);
    row("tuple", R"json({"$":"tuple","items":[1, 2.0]})json",
        R"json({"$":"tuple","items":[1, 2]})json", true, false, true);
    row("set order", R"json({"$":"set","items":[1, "a"]})json",
        R"json({"$":"set","items":["a", 1]})json", true, true, true);
    row("set with close numbers", R"json({"$":"set","items":[1.0, 5.0]})json",
        R"json({"$":"set","items":[5.001, 1.001]})json", false, false, true);
    row("set of other things", R"json({"$":"set","items":[1, 2]})json",
        R"json({"$":"set","items":[1, 3]})json", false, false, false);
    row("set, list", R"json({"$":"set","items":[1]})json", "[1]", false, false, false);
    row("set of tuples",
        R"json({"$":"set","items":[{"$":"tuple","items":[1,2]},{"$":"tuple","items":[12]}]})json",
        R"json({"$":"set","items":[{"$":"tuple","items":[12]},{"$":"tuple","items":[1,2]}]})json",
        true, true, true);
    row("object", R"json({"a": 1, "b": [2]})json", R"json({"b": [2], "a": 1})json", true, true,
        true);
    row("object as dict", R"json({"a": 1})json", R"json({"$":"dict","items":[["a", 1]]})json", true,
        true, true);
    row("dict keys by type", R"json({"$":"dict","items":[[1, "x"]]})json", R"json({"1": "x"})json",
        false, false, false);
    row("dict keys by value",
        R"json({"$":"dict","items":[[1, "x"], [{"$":"tuple","items":[2]}, "y"]]})json",
        R"json({"$":"dict","items":[[{"$":"tuple","items":[2]}, "y"], [1.0, "x"]]})json", true,
        false, true);
    row("dict missing key", R"json({"a": 1, "b": 1})json", R"json({"a": 1})json", false, false,
        false);
    row("dict other key", R"json({"a": 1})json", R"json({"b": 1})json", false, false, false);
    row("map, dict", R"json({"$":"map","items":[["a", 1]]})json", R"json({"a": 1})json", false,
        false, false);
    row("bytes", R"json({"$":"bytes","base64":"AAE="})json",
        R"json({"$":"bytes","base64":"AAE="})json", true, true, true);
    row("bytes, text", R"json({"$":"bytes","base64":"YQ=="})json", "\"a\"", false, false, false);
    row("bytes, bytearray", R"json({"$":"bytes","base64":"YQ=="})json",
        R"json({"$":"bytearray","base64":"YQ=="})json", false, false, false);
    row("complex", R"json({"$":"complex","real":1,"imag":2})json",
        R"json({"$":"complex","real":1.0,"imag":2.001})json", false, false, true);
    row("undefined, null", R"json({"$":"undefined"})json", "null", false, false, false);
    row("text that looks like a tag", R"("{\"$\":\"int\"}")", R"json({"$":"int","value":"1"})json",
        false, false, false);
}

void TestCaseValue::compares()
{
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, found);
    QFETCH(bool, equal);
    QFETCH(bool, equalStrict);
    QFETCH(bool, equalClose);
    const Json a = json(expected);
    const Json b = json(found);
    QVERIFY(checkValue(a, {}) && checkValue(b, {}));
    for (const auto &[left, right] : {std::pair(a, b), std::pair(b, a)}) {
        QCOMPARE(!valueMismatch(left, right, {}), equal);
        QCOMPARE(!valueMismatch(left, right, {{}, true}), equalStrict);
        QCOMPARE(!valueMismatch(left, right, {{0.01, 0.01}, false}), equalClose);
    }
}

void TestCaseValue::saysWhere()
{
    const auto mismatch = valueMismatch(json(R"json([1, {"a": [2, 3]}])json"),
                                        json(R"json([1, {"a": [2, 4]}])json"), {});
    QCOMPARE(mismatch.value_or(QString()), u"at [1][\"a\"][1]: expected 3, got 4"_s);
}

void TestCaseValue::refusesBrokenEncoding_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *value, const QString &names) {
        QTest::newRow(value) << QByteArray(value) << names;
    };
    row(R"json({"$": "spam"})json", u"spam"_s.left(0) + u"one of int"_s);
    row(R"json({"$": 3})json", u"one of int"_s);
    row(R"json([{"$": "int", "value": "12x"}])json", u"/0"_s);
    row(R"json({"$": "int", "value": ""})json", u"digits"_s);
    row(R"json({"$": "float", "value": "1.0"})json", u"nan"_s);
    row(R"json({"$": "tuple"})json", u"/items"_s);
    row(R"json({"$": "dict", "items": [[1]]})json", u"pair"_s);
    row(R"json({"$": "dict", "items": [[1, {"$": "set", "items": 3}]]})json",
        u"/items/0/1/items"_s);
    row(R"json({"$": "bytes", "base64": "?"})json", u"base64"_s);
    row(R"json({"$": "complex", "real": 1})json", u"imag"_s);
    row(R"json({"a": {"$": "x"}})json", u"/a"_s);
}

void TestCaseValue::refusesBrokenEncoding()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, names);
    const auto checked = checkValue(json(value), {u"cases.json"_s, {}, 0});
    QVERIFY(!checked);
    QVERIFY2(checked.error().message.contains(names), qPrintable(checked.error().message));
}

void TestCaseValue::showsValues_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *value, const QString &text) {
        QTest::newRow(value) << QByteArray(value) << text;
    };
    row(R"json([1, "a", null, true])json", u"[1, \"a\", null, true]"_s);
    row(R"json({"$": "tuple", "items": [1]})json", u"(1,)"_s);
    row(R"json({"$": "set", "items": []})json", u"set()"_s);
    row(R"json({"$": "dict", "items": [[1, 2]]})json", u"{1: 2}"_s);
    row(R"json({"$": "map", "items": [[1, 2]]})json", u"Map {1: 2}"_s);
    row(R"json({"$": "float", "value": "-inf"})json", u"-inf"_s);
    row(R"json({"$": "undefined"})json", u"undefined"_s);
}

void TestCaseValue::showsValues()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, text);
    QCOMPARE(valueText(json(value)), text);
}

void TestCaseValue::refusesCases_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *name, const char *parameters, const QString &names) {
        QTest::newRow(name) << QByteArray(parameters) << names;
    };
    row("none", R"json({})json", u"/cases"_s);
    row("empty", R"json({"cases": []})json", u"at least one"_s);
    row("expects nothing", R"json({"cases": [{"expr": "1"}]})json", u"could not fail"_s);
    row("nothing to do", R"json({"cases": [{"expect": 1}]})json", u"do, expr or call"_s);
    row("two things to do", R"json({"cases": [{"expr": "1", "call": "f", "expect": 1}]})json",
        u"only one"_s);
    row("both", R"json({"cases": [{"expr": "1", "raises": "E", "expect": 1}]})json", u"not both"_s);
    row("a statement's value", R"json({"cases": [{"do": "x", "expect": 1}]})json", u"use expr"_s);
    row("broken value", R"json({"cases": [{"expr": "1", "expect": {"$": "x"}}]})json",
        u"/cases/0/expect"_s);
    row("broken argument",
        R"json({"cases": [{"call": "f", "args": [{"$": "x"}], "expect": 1}]})json",
        u"/cases/0/args/0"_s);
    row("arguments", R"json({"cases": [{"call": "f", "args": 3, "expect": 1}]})json",
        u"/cases/0/args"_s);
    row("pattern", R"json({"cases": [{"expr": "1", "raises": {"type": "E", "matches": "("}}]})json",
        u"/raises/matches"_s);
    row("in a step",
        R"json({"cases": [{"steps": [{"do": "x"}, {"expr": "y", "expect": {"$": 1}}]}]})json",
        u"/cases/0/steps/1/expect"_s);
    row("same id",
        R"json({"cases": [{"id": "a", "expr": "1", "expect": 1}, {"id": "a", "expr": "1", "expect": 1}]})json",
        u"two cases 'a'"_s);
    row("match", R"json({"cases": [{"expr": "1", "expect": 1, "match": "roughly"}]})json",
        u"/match"_s);
}

void TestCaseValue::refusesCases()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QString, names);
    const auto cases = parseCases(json(parameters), {u"scenario.json"_s, {}, 0});
    QVERIFY(!cases);
    QVERIFY2(cases.error().message.contains(names), qPrintable(cases.error().message));
}

void TestCaseValue::tellsTheDriverNothingExpected()
{
    const auto cases = parseCases(
        json(
            R"json({"cases": [{"id": "secret-id", "setup": "s", "stdin": "i", "stdout": "secret-out",
        "steps": [{"call": "f", "args": [1], "kwargs": {"k": 2}, "expect": "secret-value"},
                  {"expr": "g()", "raises": {"type": "SecretError", "matches": "secret"}}]}]})json"),
        {});
    QVERIFY2(cases, cases ? "" : qPrintable(cases.error().text()));
    const QByteArray told = dumpJson(caseRequest(cases->front(), 4));
    QVERIFY2(!told.toLower().contains("secret"), told.constData());
    for (const char *part : {"\"f\"", "\"g()\"", "\"k\"", "\"index\":4"})
        QVERIFY2(told.contains(part), told.constData());
}

QTEST_GUILESS_MAIN(TestCaseValue)
#include "tst_casevalue.moc"
