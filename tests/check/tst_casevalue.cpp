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
        QTest::newRow(name) << QByteArray(expected) << QByteArray(found) << equal << equalStrict << equalClose;
    };
    row("null", "null", "null", true, true, true);
    row("null, false", "null", "false", false, false, false);
    row("true, 1", "true", "1", false, false, false);
    row("int, float", "3", "3.0", true, false, true);
    row("close", "1.0", "1.001", false, false, true);
    row("far", "1.0", "1.1", false, false, false);
    row("text, number", "\"3\"", "3", false, false, false);
    row("nan", R"({"$":"float","value":"nan"})", R"({"$":"float","value":"nan"})", true, true, true);
    row("nan, number", R"({"$":"float","value":"nan"})", "0.0", false, false, false);
    row("infinities", R"({"$":"float","value":"inf"})", R"({"$":"float","value":"-inf"})", false, false, false);
    row("big int", R"({"$":"int","value":"123456789012345678901234567890"})",
        R"({"$":"int","value":"0123456789012345678901234567890"})", true, true, true);
    row("big ints that a double can't tell apart", R"({"$":"int","value":"9007199254740993"})",
        R"({"$":"int","value":"9007199254740992"})", false, false, true);
    row("written two ways", "5", R"({"$":"int","value":"5"})", true, true, true);
    row("big int, float", R"({"$":"int","value":"1267650600228229401496703205376"})",
        "1.267650600228229401496703205376e30", true, false, true);
    row("64 bits", "18446744073709551615", R"({"$":"int","value":"18446744073709551615"})", true, true, true);
    row("negative zero", "0", R"({"$":"int","value":"-0"})", true, true, true);
    row("list", "[1, [2]]", "[1, [2]]", true, true, true);
    row("list order", "[1, 2]", "[2, 1]", false, false, false);
    row("list length", "[1]", "[1, 1]", false, false, false);
    row("list, tuple", "[1]", R"({"$":"tuple","items":[1]})", false, false, false);
    row("tuple", R"({"$":"tuple","items":[1, 2.0]})", R"({"$":"tuple","items":[1, 2]})", true, false, true);
    row("set order", R"({"$":"set","items":[1, "a"]})", R"({"$":"set","items":["a", 1]})", true, true, true);
    row("set with close numbers", R"({"$":"set","items":[1.0, 5.0]})", R"({"$":"set","items":[5.001, 1.001]})",
        false, false, true);
    row("set of other things", R"({"$":"set","items":[1, 2]})", R"({"$":"set","items":[1, 3]})", false, false, false);
    row("set, list", R"({"$":"set","items":[1]})", "[1]", false, false, false);
    row("set of tuples", R"({"$":"set","items":[{"$":"tuple","items":[1,2]},{"$":"tuple","items":[12]}]})",
        R"({"$":"set","items":[{"$":"tuple","items":[12]},{"$":"tuple","items":[1,2]}]})", true, true, true);
    row("object", R"({"a": 1, "b": [2]})", R"({"b": [2], "a": 1})", true, true, true);
    row("object as dict", R"({"a": 1})", R"({"$":"dict","items":[["a", 1]]})", true, true, true);
    row("dict keys by type", R"({"$":"dict","items":[[1, "x"]]})", R"({"1": "x"})", false, false, false);
    row("dict keys by value", R"({"$":"dict","items":[[1, "x"], [{"$":"tuple","items":[2]}, "y"]]})",
        R"({"$":"dict","items":[[{"$":"tuple","items":[2]}, "y"], [1.0, "x"]]})", true, false, true);
    row("dict missing key", R"({"a": 1, "b": 1})", R"({"a": 1})", false, false, false);
    row("dict other key", R"({"a": 1})", R"({"b": 1})", false, false, false);
    row("map, dict", R"({"$":"map","items":[["a", 1]]})", R"({"a": 1})", false, false, false);
    row("bytes", R"({"$":"bytes","base64":"AAE="})", R"({"$":"bytes","base64":"AAE="})", true, true, true);
    row("bytes, text", R"({"$":"bytes","base64":"YQ=="})", "\"a\"", false, false, false);
    row("bytes, bytearray", R"({"$":"bytes","base64":"YQ=="})", R"({"$":"bytearray","base64":"YQ=="})", false,
        false, false);
    row("complex", R"({"$":"complex","real":1,"imag":2})", R"({"$":"complex","real":1.0,"imag":2.001})", false,
        false, true);
    row("undefined, null", R"({"$":"undefined"})", "null", false, false, false);
    row("text that looks like a tag", R"("{\"$\":\"int\"}")", R"({"$":"int","value":"1"})", false, false, false);
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
    const auto mismatch = valueMismatch(json(R"([1, {"a": [2, 3]}])"), json(R"([1, {"a": [2, 4]}])"), {});
    QCOMPARE(mismatch.value_or(QString()), u"at [1][\"a\"][1]: expected 3, got 4"_s);
}

void TestCaseValue::refusesBrokenEncoding_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *value, const QString &names) {
        QTest::newRow(value) << QByteArray(value) << names;
    };
    row(R"({"$": "spam"})", u"spam"_s.left(0) + u"one of int"_s);
    row(R"({"$": 3})", u"one of int"_s);
    row(R"([{"$": "int", "value": "12x"}])", u"/0"_s);
    row(R"({"$": "int", "value": ""})", u"digits"_s);
    row(R"({"$": "float", "value": "1.0"})", u"nan"_s);
    row(R"({"$": "tuple"})", u"/items"_s);
    row(R"({"$": "dict", "items": [[1]]})", u"pair"_s);
    row(R"({"$": "dict", "items": [[1, {"$": "set", "items": 3}]]})", u"/items/0/1/items"_s);
    row(R"({"$": "bytes", "base64": "?"})", u"base64"_s);
    row(R"({"$": "complex", "real": 1})", u"imag"_s);
    row(R"({"a": {"$": "x"}})", u"/a"_s);
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
    row(R"([1, "a", null, true])", u"[1, \"a\", null, true]"_s);
    row(R"({"$": "tuple", "items": [1]})", u"(1,)"_s);
    row(R"({"$": "set", "items": []})", u"set()"_s);
    row(R"({"$": "dict", "items": [[1, 2]]})", u"{1: 2}"_s);
    row(R"({"$": "map", "items": [[1, 2]]})", u"Map {1: 2}"_s);
    row(R"({"$": "float", "value": "-inf"})", u"-inf"_s);
    row(R"({"$": "undefined"})", u"undefined"_s);
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
    row("none", R"({})", u"/cases"_s);
    row("empty", R"({"cases": []})", u"at least one"_s);
    row("expects nothing", R"({"cases": [{"expr": "1"}]})", u"could not fail"_s);
    row("nothing to do", R"({"cases": [{"expect": 1}]})", u"do, expr or call"_s);
    row("two things to do", R"({"cases": [{"expr": "1", "call": "f", "expect": 1}]})", u"only one"_s);
    row("both", R"({"cases": [{"expr": "1", "raises": "E", "expect": 1}]})", u"not both"_s);
    row("a statement's value", R"({"cases": [{"do": "x", "expect": 1}]})", u"use expr"_s);
    row("broken value", R"({"cases": [{"expr": "1", "expect": {"$": "x"}}]})", u"/cases/0/expect"_s);
    row("broken argument", R"({"cases": [{"call": "f", "args": [{"$": "x"}], "expect": 1}]})", u"/cases/0/args/0"_s);
    row("arguments", R"({"cases": [{"call": "f", "args": 3, "expect": 1}]})", u"/cases/0/args"_s);
    row("pattern", R"({"cases": [{"expr": "1", "raises": {"type": "E", "matches": "("}}]})", u"/raises/matches"_s);
    row("in a step", R"({"cases": [{"steps": [{"do": "x"}, {"expr": "y", "expect": {"$": 1}}]}]})",
        u"/cases/0/steps/1/expect"_s);
    row("same id", R"({"cases": [{"id": "a", "expr": "1", "expect": 1}, {"id": "a", "expr": "1", "expect": 1}]})",
        u"two cases 'a'"_s);
    row("match", R"({"cases": [{"expr": "1", "expect": 1, "match": "roughly"}]})", u"/match"_s);
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
    const auto cases = parseCases(json(R"({"cases": [{"id": "secret-id", "setup": "s", "stdin": "i", "stdout": "secret-out",
        "steps": [{"call": "f", "args": [1], "kwargs": {"k": 2}, "expect": "secret-value"},
                  {"expr": "g()", "raises": {"type": "SecretError", "matches": "secret"}}]}]})"),
                                  {});
    QVERIFY2(cases, cases ? "" : qPrintable(cases.error().text()));
    const QByteArray told = dumpJson(caseRequest(cases->front(), 4));
    QVERIFY2(!told.toLower().contains("secret"), told.constData());
    for (const char *part : {"\"f\"", "\"g()\"", "\"k\"", "\"index\":4"})
        QVERIFY2(told.contains(part), told.constData());
}

QTEST_GUILESS_MAIN(TestCaseValue)
#include "tst_casevalue.moc"
