#include "core/scenario/completion.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

namespace {

const ScenarioWords words{
    {u"fix"_s, u"generate"_s}, {u"java"_s, u"python"_s}, {u"syntax"_s, u"tests"_s}};

/// Completes at the "|" of a text.
Completions completed(QByteArray text, const QString &schema)
{
    const qsizetype caret = text.indexOf('|');
    text.remove(caret, 1);
    return completeScenario(text, caret, schema, words);
}

QStringList names(const Completions &completions)
{
    QStringList names;
    for (const Completion &item : completions.items)
        names.append(item.name);
    return names;
}

} // namespace

/// What may stand at the caret of a scenario.json.
class TestCompletion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offers_data();
    void offers();
    void leavesOut_data();
    void leavesOut();
    void inserts_data();
    void inserts();
    void describes();
};

void TestCompletion::offers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("wanted"); // among others
    QTest::newRow("members") << QByteArray("{|}") << QStringList{u"id"_s, u"kind"_s, u"checks"_s};
    QTest::newRow("those that answer") << QByteArray(R"({"lang|"})") << QStringList{u"language"_s};
    QTest::newRow("kinds") << QByteArray(R"({"kind": "|"})")
                           << QStringList{u"fix"_s, u"generate"_s};
    QTest::newRow("languages") << QByteArray(R"({"language": |})") << QStringList{u"python"_s};
    QTest::newRow("an enumeration")
        << QByteArray(R"({"difficulty": "|"})") << QStringList{u"easy"_s, u"medium"_s, u"hard"_s};
    QTest::newRow("through a reference")
        << QByteArray(R"({"answer": {"form": "se|"}})") << QStringList{u"search-replace"_s};
    QTest::newRow("members of an element")
        << QByteArray(R"({"samples": [{"id": "a"}, {|}]})") << QStringList{u"label"_s, u"fails"_s};
    QTest::newRow("check types") << QByteArray(R"({"checks": [{"type": "|"}]})")
                                 << QStringList{u"syntax"_s, u"tests"_s};
    QTest::newRow("of the check's type") << QByteArray(R"({"checks": [{"type": "tests", |}]})")
                                         << QStringList{u"role"_s, u"min_tests"_s};
    QTest::newRow("in a turn") << QByteArray(R"({"turns": [{"checks": [{"|"}]}]})")
                               << QStringList{u"type"_s};
    QTest::newRow("ids of checks")
        << QByteArray(R"({"checks": [{"type": "syntax"}, {"type": "tests", "after": ["|"]}]})")
        << QStringList{u"syntax"_s};
    QTest::newRow("what a sample fails")
        << QByteArray(R"({"checks": [{"type": "tests"}], "samples": [{"fails": [|]}]})")
        << QStringList{u"tests"_s, u"answer"_s};
    QTest::newRow("a constant") << QByteArray(R"({"format": |})") << QStringList{u"1"_s};
    QTest::newRow("the kind's own member")
        << QByteArray(R"({"kind": "doc", |})") << QStringList{u"doc"_s};
}

void TestCompletion::offers()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, wanted);
    const QStringList found = names(completed(text, u"scenario"_s));
    for (const QString &name : wanted)
        QVERIFY2(found.contains(name), qPrintable(name + u" is not in "_s + found.join(u' ')));
}

void TestCompletion::leavesOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("unwanted"); // empty: anything
    QTest::newRow("what is there") << QByteArray(R"({"kind": "fix", |})") << u"kind"_s;
    QTest::newRow("what does not answer") << QByteArray(R"({"lang|"})") << u"kind"_s;
    QTest::newRow("before a colon") << QByteArray(R"({"kind" |: "fix"})") << QString();
    QTest::newRow("a free text") << QByteArray(R"({"title": "|"})") << QString();
    QTest::newRow("another type's parameters")
        << QByteArray(R"({"checks": [{"type": "syntax", |}]})") << u"argv"_s;
}

void TestCompletion::leavesOut()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, unwanted);
    const QStringList found = names(completed(text, u"scenario"_s));
    QVERIFY2(unwanted.isEmpty() ? found.isEmpty() : !found.contains(unwanted),
             qPrintable(found.join(u' ')));
}

void TestCompletion::inserts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("after"); // the first one taken
    QTest::newRow("a member") << QByteArray("{\"langu|\n}") << QByteArray("{\"language\": \n}");
    QTest::newRow("before a colon")
        << QByteArray(R"({"langu|": "x"})") << QByteArray(R"({"language": "x"})");
    QTest::newRow("a value") << QByteArray(R"({"kind": "gen|"})")
                             << QByteArray(R"({"kind": "generate"})");
    QTest::newRow("a bare value") << QByteArray(R"({"kind": gen|})")
                                  << QByteArray(R"({"kind": "generate"})");
}

void TestCompletion::inserts()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, after);
    const Completions completions = completed(text, u"scenario"_s);
    QVERIFY(!completions.items.empty());
    QByteArray result = text;
    result.remove(text.indexOf('|'), 1);
    result.replace(completions.word.begin, completions.word.end - completions.word.begin,
                   completions.items.front().insert.toUtf8());
    QCOMPARE(result, after);
}

void TestCompletion::describes()
{
    const Completions completions = completed("{\"langu|\n}", u"scenario"_s);
    QVERIFY(completions.items.front().description.contains(u"programming language"_s));
    QVERIFY(names(completed("{|}", u"pack"_s)).contains(u"licence"_s));
    QVERIFY(!names(completed("{|}", u"pack"_s)).contains(u"checks"_s));
}

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
