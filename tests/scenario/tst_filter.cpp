#include "core/scenario/filter.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace touchstone;
using namespace Qt::StringLiterals;

namespace {

FilterSubject scenarioSubject()
{
    return {.id = u"HumanEval/12 (b)"_s,
            .kind = u"generate"_s,
            .language = u"python"_s,
            .tags = {u"strings"_s, u"Hard Ones"_s},
            .difficulty = u"medium"_s,
            .pack = u"humaneval"_s,
            .checks = {u"syntax"_s, u"hidden"_s},
            .texts = {u"Longest Straße"_s, u"Return the longest string of a list"_s}};
}

FilterSubject attemptSubject()
{
    FilterSubject subject = scenarioSubject();
    subject.agent = u"samples:gpt-4.jsonl"_s;
    subject.outcome = u"failed"_s;
    subject.verdicts = {
        {u"syntax"_s, u"passed"_s}, {u"hidden"_s, u"failed"_s}, {u"Style=1"_s, u"skipped"_s}};
    subject.numbers = {{u"time"_s, 75.0}, {u"tokens"_s, 2'500.0}, {u"cost"_s, 0.02}};
    return subject;
}

} // namespace

class FilterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void refuses_data();
    void refuses();
    void scenariosHaveNoOutcome_data();
    void scenariosHaveNoOutcome();
    void namesItsFields();
    void decidesEarly_data();
    void decidesEarly();
    void isFast();
    void survivesNoise();
};

void FilterTest::matches_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<bool>("scenario");
    QTest::addColumn<bool>("attempt");
    const auto row = [](const QString &expression, bool scenario, bool attempt) {
        QTest::newRow(qPrintable(expression)) << expression << scenario << attempt;
    };
    row(u""_s, true, true);
    row(u"  "_s, true, true);
    // fields
    row(u"kind:generate"_s, true, true);
    row(u"KIND:Generate"_s, true, true);
    row(u"kind:gen"_s, false, false);
    row(u"kind:gen*"_s, true, true);
    row(u"kind:?enerate"_s, true, true);
    row(u"kind:?generate"_s, false, false);
    row(u"kind:doc,generate"_s, true, true);
    row(u"kind:doc,test"_s, false, false);
    row(u"language:python"_s, true, true);
    row(u"tag:strings"_s, true, true);
    row(u"tag:\"hard ones\""_s, true, true);
    row(u"tag:string"_s, false, false);
    row(u"difficulty:medium,hard"_s, true, true);
    row(u"difficulty:easy"_s, false, false);
    row(u"difficulty:m*"_s, true, true);
    row(u"pack:human*"_s, true, true);
    // ids
    row(u"id:HumanEval/12"_s, false, false);
    row(u"id:HumanEval/12*"_s, true, true);
    row(u"id:\"HumanEval/12 (b)\""_s, true, true);
    row(u"id:\"humaneval/12 (b)\""_s, true, true);
    row(u"id:\"HumanEval/12*\""_s, false, false);
    row(u"id:*12*"_s, true, true);
    row(u"id:*"_s, true, true);
    // what is not known yet matches nothing but its negation
    row(u"agent:samples*"_s, false, true);
    row(u"agent:samples:gpt-4.jsonl"_s, false, true);
    row(u"agent:*"_s, false, true);
    row(u"-agent:none"_s, true, true);
    row(u"-agent:samples*"_s, true, false);
    row(u"outcome:failed"_s, false, true);
    row(u"NOT outcome:failed"_s, true, false);
    row(u"outcome:passed,error"_s, false, false);
    // checks: there, or failed
    row(u"check:hidden"_s, true, true);
    row(u"check:syntax"_s, true, false);
    row(u"check:other"_s, false, false);
    row(u"check:style*"_s, false, true);
    row(u"check:hidden=failed"_s, false, true);
    row(u"check:HIDDEN=Failed"_s, false, true);
    row(u"check:hidden=error,hidden=failed"_s, false, true);
    row(u"check:hidden=passed"_s, false, false);
    row(u"check:syntax=passed"_s, false, true);
    row(u"check:*=skipped"_s, false, true);
    row(u"check:*=error"_s, false, false);
    row(u"check:\"style=1\""_s, false, true);
    row(u"check:\"style=1\"=skipped"_s, false, true);
    row(u"check:\"style=1\"=failed"_s, false, false);
    row(u"-check:*=error"_s, true, true);
    // words
    row(u"longest"_s, true, true);
    row(u"LONG"_s, true, true);
    row(u"STRAßE"_s, true, true);
    row(u"\"the longest string\""_s, true, true);
    row(u"\"longest the\""_s, false, false);
    row(u"text:list,tuple"_s, true, true);
    row(u"l?st"_s, true, true);
    row(u"return*list"_s, true, true);
    row(u"list*return"_s, false, false);
    row(u"straße*return"_s, false, false); // in two texts
    row(u"or"_s, false, false);
    row(u"and"_s, false, false);
    row(u"of a"_s, true, true);
    row(u"-longest"_s, false, false);
    row(u"\"-\" OR longest"_s, true, true);
    // numbers
    row(u"time:>1min"_s, false, true);
    row(u"time:75"_s, false, true);
    row(u"time:>75s"_s, false, false);
    row(u"time:>=75s"_s, false, true);
    row(u"time:<75000ms"_s, false, false);
    row(u"time:1min..2min"_s, false, true);
    row(u"time:<1s,>1min"_s, false, true);
    row(u"TIME:<0.1H"_s, false, true);
    row(u"-time:>1h"_s, true, true);
    row(u"tokens:2k..3K -cost:>0.02"_s, false, true);
    row(u"cost:<0.02"_s, false, false);
    row(u"score:<2"_s, false, false); // it has none
    // joining
    row(u"kind:generate language:python longest"_s, true, true);
    row(u"kind:generate language:javascript"_s, false, false);
    row(u"kind:generate AND language:javascript"_s, false, false);
    row(u"kind:doc OR language:python"_s, true, true);
    row(u"kind:doc language:python OR tag:strings"_s, true, true);
    row(u"tag:strings OR kind:doc language:javascript"_s, true, true);
    row(u"(tag:strings OR kind:doc) language:javascript"_s, false, false);
    row(u"NOT (kind:doc OR kind:test)"_s, true, true);
    row(u"-(kind:doc OR kind:generate)"_s, false, false);
    row(u"NOT NOT kind:generate"_s, true, true);
    row(u"--kind:generate"_s, true, true);
    row(u"NOT -kind:generate"_s, true, true);
    row(u"NOT(kind:doc)AND(kind:generate)"_s, true, true);
    row(u"((((kind:generate))))"_s, true, true);
    row(u"ORDER"_s, false, false);
    row(u"kind:generate check:hidden -check:syntax"_s, false, true);
    row(u"\"say \\\"x\\\" \\\\\" OR longest"_s, true, true);
}

void FilterTest::matches()
{
    QFETCH(const QString, expression);
    QFETCH(const bool, scenario);
    QFETCH(const bool, attempt);
    const auto filter = Filter::parse(expression);
    QVERIFY2(filter, qPrintable(filter ? QString() : filter.error().text()));
    QCOMPARE(filter->matches(scenarioSubject()), scenario);
    QCOMPARE(filter->matches(attemptSubject()), attempt);
    QCOMPARE(filter->isEmpty(), expression.trimmed().isEmpty());
}

void FilterTest::refuses_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("message");
    const auto row = [](const QString &expression, const QString &message) {
        QTest::newRow(qPrintable(expression)) << expression << message;
    };
    row(u"knid:generate"_s,
        u"in the filter at character 1: there is no field 'knid' (did you mean \"kind\"?); there "
        u"are: id, kind, language, tag, pack, agent, outcome, check, text, difficulty, time, "
        u"tokens, "
        u"cost, score (put text with a colon in quotes)\n"
        "  knid:generate\n"
        "  ^"_s);
    row(u"kind:doc time:long"_s,
        u"in the filter at character 15: 'long' is no time; expected is a number, >10, <=10 or "
        u"5..10, of seconds or with ms, s, min or h\n"
        "  kind:doc time:long\n"
        "                ^"_s);
    row(u"cost:5k"_s,
        u"in the filter at character 6: '5k' is no cost; expected is a number, >10, <=10 or 5..10\n"
        "  cost:5k\n"
        "       ^"_s);
    row(u"kind:doc AND"_s,
        u"in the filter at character 13: a term is expected, such as kind:generate\n"
        "  kind:doc AND\n"
        "              ^"_s);
    row(u"kind:doc OR OR x"_s,
        u"in the filter at character 13: a term is expected, such as kind:generate\n"
        "  kind:doc OR OR x\n"
        "              ^"_s);
    row(u"AND x"_s,
        u"in the filter at character 1: a term is expected before AND\n"
        "  AND x\n"
        "  ^"_s);
    row(u"x (a OR b"_s,
        u"in the filter at character 3: this parenthesis is not closed\n"
        "  x (a OR b\n"
        "    ^"_s);
    row(u"x)"_s,
        u"in the filter at character 2: this closes nothing\n"
        "  x)\n"
        "   ^"_s);
    row(u"()"_s,
        u"in the filter at character 2: a term is expected, such as kind:generate\n"
        "  ()\n"
        "   ^"_s);
    row(u"tag:\"abc"_s,
        u"in the filter at character 5: this quotation mark is not closed\n"
        "  tag:\"abc\n"
        "      ^"_s);
    row(u"kind:"_s,
        u"in the filter at character 6: a value is expected\n"
        "  kind:\n"
        "       ^"_s);
    row(u"kind:a,,b"_s,
        u"in the filter at character 8: a value is expected\n"
        "  kind:a,,b\n"
        "         ^"_s);
    row(u"tag:\"\""_s,
        u"in the filter at character 5: a value is expected\n"
        "  tag:\"\"\n"
        "      ^"_s);
    row(u"outcome:fialed"_s,
        u"in the filter at character 9: 'fialed' is no outcome (did you mean \"failed\"?); there "
        u"are: passed, failed, error, unsupported\n"
        "  outcome:fialed\n"
        "          ^"_s);
    row(u"difficulty:insane"_s,
        u"in the filter at character 12: 'insane' is no difficulty; there are: easy, medium, hard\n"
        "  difficulty:insane\n"
        "             ^"_s);
    row(u"check:hidden=fialed"_s,
        u"in the filter at character 14: 'fialed' is no status (did you mean \"failed\"?); there "
        u"are: passed, failed, error, skipped\n"
        "  check:hidden=fialed\n"
        "               ^"_s);
    row(u"check:hidden="_s,
        u"in the filter at character 14: '' is no status; there are: passed, failed, error, "
        u"skipped\n"
        "  check:hidden=\n"
        "               ^"_s);
    row(u"check:=failed"_s,
        u"in the filter at character 7: a value is expected\n"
        "  check:=failed\n"
        "        ^"_s);
    row(u"NOT"_s,
        u"in the filter at character 4: a term is expected, such as kind:generate\n"
        "  NOT\n"
        "     ^"_s);
    row(u"-"_s,
        u"in the filter at character 2: a term is expected, such as kind:generate\n"
        "  -\n"
        "   ^"_s);
}

void FilterTest::refuses()
{
    QFETCH(const QString, expression);
    QFETCH(const QString, message);
    const auto filter = Filter::parse(expression);
    QVERIFY(!filter);
    QCOMPARE(filter.error().code, ErrorCode::BadInput);
    QCOMPARE(filter.error().message, message);
}

void FilterTest::scenariosHaveNoOutcome_data()
{
    QTest::addColumn<QString>("message"); ///< empty: it is fine
    QTest::newRow("kind:generate check:hidden word") << QString();
    QTest::newRow("kind:doc -outcome:failed")
        << u"in the filter at character 11: only attempts have 'outcome', and scenarios are "
           u"filtered "
           u"here; filter what came of a run, as with `touchstone report RUN --filter EXPR`\n"
           "  kind:doc -outcome:failed\n"
           "            ^"_s;
    QTest::newRow("agent:none")
        << u"in the filter at character 1: only attempts have 'agent', and scenarios are filtered "
           u"here; filter what came of a run, as with `touchstone report RUN --filter EXPR`\n"
           "  agent:none\n"
           "  ^"_s;
    QTest::newRow("time:>10s")
        << u"in the filter at character 1: only attempts have 'time', and scenarios are filtered "
           u"here; filter what came of a run, as with `touchstone report RUN --filter EXPR`\n"
           "  time:>10s\n"
           "  ^"_s;
    QTest::newRow("check:x=failed")
        << u"in the filter at character 8: only attempts have a check's status, and scenarios are "
           u"filtered here; filter what came of a run, as with `touchstone report RUN --filter "
           u"EXPR`\n"
           "  check:x=failed\n"
           "         ^"_s;
}

void FilterTest::scenariosHaveNoOutcome()
{
    QFETCH(const QString, message);
    const QString expression = QString::fromLatin1(QTest::currentDataTag());
    QVERIFY(Filter::parse(expression));
    const auto filter = Filter::parse(expression, FilterOf::Scenarios);
    QCOMPARE(filter ? QString() : filter.error().message, message);
}

void FilterTest::namesItsFields()
{
    const auto filter = Filter::parse(u"id:x -(kind:a OR id:y) word"_s);
    QVERIFY(filter);
    QCOMPARE(filter->fields(), QStringList({u"id"_s, u"kind"_s, u"text"_s}));
    QCOMPARE(Filter().fields(), QStringList());
    QVERIFY(Filter().matches({}));
}

void FilterTest::decidesEarly_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("byRecord"); ///< without verdicts, and with a part of the texts
    QTest::addColumn<QString>("byVerdicts");
    const auto row = [](const char *expression, const char *byRecord, const char *byVerdicts) {
        QTest::newRow(expression) << QString::fromLatin1(expression)
                                  << QString::fromLatin1(byRecord)
                                  << QString::fromLatin1(byVerdicts);
    };
    row("outcome:failed", "yes", "yes");
    row("outcome:passed", "no", "no");
    row("check:hidden", "open", "yes");
    row("check:syntax", "open", "no");
    row("NOT check:hidden", "open", "no");
    row("longest", "yes", "yes"); // there already
    row("list", "open", "open");
    row("-list", "open", "open");
    row("list outcome:passed", "no", "no");
    row("list OR outcome:failed", "yes", "yes");
    row("list check:syntax", "open", "no");
    row("list OR check:hidden", "open", "yes");
    row("NOT (list check:syntax)", "open", "yes");
    row("(check:hidden OR list) outcome:passed", "no", "no");
}

void FilterTest::decidesEarly()
{
    QFETCH(const QString, expression);
    const auto shown = [](std::optional<bool> decided) {
        return !decided ? u"open"_s : *decided ? u"yes"_s : u"no"_s;
    };
    const auto filter = Filter::parse(expression);
    QVERIFY(filter);
    FilterSubject subject = attemptSubject();
    subject.texts.removeLast();
    QTEST(shown(filter->decide(subject, {u"text"_s})), "byVerdicts");
    subject.verdicts.clear();
    QTEST(shown(filter->decide(subject, {u"check"_s, u"text"_s})), "byRecord");
    QCOMPARE(filter->decide(attemptSubject(), {}),
             std::optional(filter->matches(attemptSubject())));
}

/// A pattern that makes a backtracking matcher take for ever ends here.
void FilterTest::isFast()
{
    const auto filter = Filter::parse(QString(500, u'*') + u"a*a*a*a*a*a*a*a*a*a*a*b"_s);
    QVERIFY(filter);
    FilterSubject subject;
    subject.texts = {QString(20'000, u'a')};
    QVERIFY(!filter->matches(subject));
    subject.texts.first() += u'b';
    QVERIFY(filter->matches(subject));
}

void FilterTest::survivesNoise()
{
    QVERIFY(!Filter::parse(QString(200, u'(')));
    QVERIFY(!Filter::parse(QString(100'000, u'(')));
    QVERIFY(!Filter::parse(QString(100'000, u'-')));
    QVERIFY(!Filter::parse(u"NOT "_s.repeated(10'000)));
    QVERIFY(!Filter::parse(QString(100'001, u'a')));
    QVERIFY(Filter::parse(u"a OR "_s.repeated(5'000) + u'b'));
    const QStringList pieces{u"kind:"_s, u"("_s,  u")"_s, u"OR"_s, u"AND"_s, u"NOT"_s, u" "_s,
                             u"-"_s,     u"\""_s, u"*"_s, u","_s,  u"\\"_s,  u"x"_s,   u":"_s};
    QRandomGenerator random(7);
    int good = 0;
    int matched = 0;
    for (int i = 0; i < 20'000; ++i) {
        QString expression;
        for (int n = random.bounded(12); n >= 0; --n)
            expression += pieces[random.bounded(int(pieces.size()))];
        const auto filter = Filter::parse(expression);
        good += filter.has_value();
        if (filter)
            matched += filter->matches(attemptSubject());
        else
            QVERIFY(filter.error().message.contains(u'^'));
    }
    QVERIFY(good > 500);
    QVERIFY(matched > 0 && matched < good);
}

QTEST_GUILESS_MAIN(FilterTest)
#include "tst_filter.moc"
