#include "core/score/outcome.h"

#include <QtTest/QtTest>

#include <limits>

using namespace touchstone;
using namespace Qt::StringLiterals;

namespace {

Verdict verdict(const QString &check, CheckRole role, VerdictStatus status, double score = 0.0,
                double weight = 1.0)
{
    Verdict v;
    v.check = check;
    v.role = role;
    v.status = status;
    v.score = status == VerdictStatus::Passed && score == 0.0 ? 1.0 : score;
    v.weight = weight;
    return v;
}

constexpr auto required = CheckRole::Required;
constexpr auto graded = CheckRole::Graded;
constexpr auto informative = CheckRole::Informative;
constexpr auto passed = VerdictStatus::Passed;
constexpr auto failed = VerdictStatus::Failed;
constexpr auto error = VerdictStatus::Error;
constexpr auto skipped = VerdictStatus::Skipped;

Verdict with(Verdict v, const QString &reason, const QString &errorCode = {})
{
    v.reason = reason;
    v.errorCode = errorCode;
    return v;
}

AttemptEnding refused(const QString &why)
{
    AttemptEnding ending;
    ending.refusal = why;
    return ending;
}

AttemptEnding limited(LimitKind limit)
{
    AttemptEnding ending;
    ending.limit = limit;
    return ending;
}

} // namespace

Q_DECLARE_METATYPE(std::vector<touchstone::Verdict>)
Q_DECLARE_METATYPE(touchstone::AttemptEnding)
Q_DECLARE_METATYPE(touchstone::Outcome)

class TestOutcome : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names();
    void rules_data();
    void rules();
    void passingLessNeverScoresMore();
};

void TestOutcome::names()
{
    for (const Outcome outcome :
         {Outcome::Passed, Outcome::Failed, Outcome::Error, Outcome::Unsupported})
        QVERIFY(outcomeFromName(outcomeName(outcome)) == outcome);
    QCOMPARE(outcomeName(Outcome::Error), u"error"_s);
    QVERIFY(!outcomeFromName(u"Passed"_s));
    QVERIFY(!outcomeFromName({}));
}

void TestOutcome::rules_data()
{
    QTest::addColumn<std::vector<Verdict>>("verdicts");
    QTest::addColumn<AttemptEnding>("ending");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<double>("score");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, std::vector<Verdict> verdicts, AttemptEnding ending,
                        Outcome outcome, double score, const QString &reason) {
        QTest::newRow(name) << std::move(verdicts) << std::move(ending) << outcome << score
                            << reason;
    };
    const Verdict ok = verdict(u"build"_s, required, passed);
    const Verdict bad = with(verdict(u"tests"_s, required, failed, 0.5), u"1 of 2 tests"_s);
    const Verdict broken =
        with(verdict(u"lint"_s, required, error), u"pylint is not installed"_s, u"tool-missing"_s);

    row("passed", {ok}, {}, Outcome::Passed, 1.0, {});
    row("required failed", {ok, bad}, {}, Outcome::Failed, 0.75,
        u"check 'tests' failed: 1 of 2 tests"_s);
    row("two failed", {bad, with(verdict(u"docs"_s, required, failed), u"none"_s)}, {},
        Outcome::Failed, 0.25, u"check 'tests' failed: 1 of 2 tests; also 'docs'"_s);
    row("error wins over failed", {bad, broken}, {}, Outcome::Error, 0.0,
        u"check 'lint' is in error: tool-missing: pylint is not installed"_s);
    row("error wins over a limit", {broken}, limited(LimitKind::Wall), Outcome::Error, 0.0,
        u"check 'lint' is in error: tool-missing: pylint is not installed"_s);
    row("graded failed", {ok, verdict(u"style"_s, graded, failed, 0.25, 3.0)}, {}, Outcome::Passed,
        (1.0 + 0.75) / 4.0, {});
    row("graded error is not counted", {ok, verdict(u"style"_s, graded, error)}, {},
        Outcome::Passed, 1.0, {});
    row("informative counts for nothing",
        {ok, verdict(u"size"_s, informative, failed), verdict(u"speed"_s, informative, error)}, {},
        Outcome::Passed, 1.0, {});
    row("only informative", {verdict(u"size"_s, informative, failed)}, {}, Outcome::Passed, 1.0,
        {});
    row("required skipped counts 0 and can't pass",
        {with(verdict(u"build"_s, graded, failed), u"2 errors"_s),
         with(verdict(u"tests"_s, required, skipped), u"runs only after 'build' has passed"_s)},
        {}, Outcome::Failed, 0.0,
        u"check 'tests' was skipped: runs only after 'build' has passed"_s);
    row("a skipped one behind a failed one is a consequence",
        {bad, with(verdict(u"more"_s, required, skipped), u"after 'tests'"_s)}, {}, Outcome::Failed,
        0.25, u"check 'tests' failed: 1 of 2 tests"_s);
    row("graded skipped counts 0", {ok, verdict(u"style"_s, graded, skipped, 0.0, 1.0)}, {},
        Outcome::Passed, 0.5, {});
    row("required skipped behind an error",
        {ok, verdict(u"style"_s, graded, error),
         with(verdict(u"more"_s, required, skipped), u"waited for 'style'"_s, u"tool-failed"_s)},
        {}, Outcome::Error, 0.0, u"check 'more' is in error: tool-failed: waited for 'style'"_s);
    row("graded skipped behind an error is not counted",
        {ok, verdict(u"style"_s, graded, error),
         with(verdict(u"more"_s, graded, skipped), {}, u"tool-failed"_s)},
        {}, Outcome::Passed, 1.0, {});
    row("agent's limit", {ok}, limited(LimitKind::Wall), Outcome::Failed, 1.0,
        u"the agent hit the wall limit"_s);
    row("refused", {verdict(u"build"_s, required, skipped)}, refused(u"path-escapes: ../x"_s),
        Outcome::Failed, 0.0, u"the answer was refused: path-escapes: ../x"_s);
    row("limit and failed check", {bad}, limited(LimitKind::Memory), Outcome::Failed, 0.5,
        u"the agent hit the memory limit; check 'tests' failed: 1 of 2 tests"_s);
    AttemptEnding crashed;
    crashed.harnessError = u"the model's server closed the connection"_s;
    row("harness error", {bad}, crashed, Outcome::Error, 0.0, crashed.harnessError);
    AttemptEnding unsupported = crashed;
    unsupported.unsupported = u"no toolchain for language 'zig'"_s;
    row("unsupported", {}, unsupported, Outcome::Unsupported, 0.0, unsupported.unsupported);
    row("nothing judged", {}, {}, Outcome::Error, 0.0,
        u"no check was run: there is nothing to judge by"_s);

    Verdict slow = with(verdict(u"tests"_s, required, failed), u"killed"_s);
    slow.limit = LimitKind::Cpu;
    slow.turn = 1;
    row("judged code's limit, second turn", {ok, slow}, {}, Outcome::Failed, 0.5,
        u"check 'tests' of turn 2 failed (cpu limit): killed"_s);
    slow.reason = u"cpu limit of 3 s"_s;
    slow.turn = 0;
    row("a limit is not said twice", {slow}, {}, Outcome::Failed, 0.0,
        u"check 'tests' failed: cpu limit of 3 s"_s);

    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    row("a stranger's numbers",
        {verdict(u"a"_s, graded, failed, nan), verdict(u"b"_s, graded, passed, 7.0),
         verdict(u"c"_s, graded, failed, -3.0), verdict(u"d"_s, graded, passed, 1.0, nan),
         verdict(u"e"_s, graded, failed, 0.0, infinity),
         verdict(u"f"_s, graded, failed, 0.0, -1.0)},
        {}, Outcome::Passed, 1.0 / 3.0, {});
    row("weights of 0", {verdict(u"a"_s, required, passed, 1.0, 0.0)}, {}, Outcome::Passed, 1.0,
        {});
    row("weights of 0, failed", {with(verdict(u"a"_s, required, failed, 0.5, 0.0), u"no"_s)}, {},
        Outcome::Failed, 0.0, u"check 'a' failed: no"_s);
}

void TestOutcome::rules()
{
    QFETCH(std::vector<Verdict>, verdicts);
    QFETCH(AttemptEnding, ending);
    const AttemptScore score = scoreAttempt(verdicts, ending);
    QTEST(score.reason, "reason");
    QTEST(score.outcome, "outcome");
    QTEST(score.score, "score");
}

void TestOutcome::passingLessNeverScoresMore()
{
    // a chain a -> b -> c: however far an answer gets, getting further scores at least as much
    double previous = -1.0;
    for (int reached = 0; reached <= 3; ++reached) {
        std::vector<Verdict> verdicts;
        for (int i = 0; i < 3; ++i) {
            const VerdictStatus status = i < reached ? passed : i == reached ? failed : skipped;
            verdicts.push_back(verdict(QString(QChar(u'a' + i)), graded, status, 0.0, i + 1.0));
        }
        const double score = scoreAttempt(verdicts, {}).score;
        QVERIFY2(score > previous, qPrintable(QString::number(score)));
        previous = score;
    }
    QCOMPARE(previous, 1.0);
}

QTEST_GUILESS_MAIN(TestOutcome)
#include "tst_outcome.moc"
