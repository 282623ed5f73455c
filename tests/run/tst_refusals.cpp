#include "support/attemptbench.h"
#include "support/program.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Answers that can't be applied fail their attempt; they are never the harness's error.
class TestRefusals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void refused_data();
    void refused();
    void refusedFiles_data();
    void refusedFiles();
    void refusedThenRight();
    void rightThenRefused();
    void placesThatAreGone_data();
    void placesThatAreGone();
    void modelPatches();

private:
    std::unique_ptr<AttemptBench> m_bench;
};

namespace {

const QByteArray fixture = "def f(x):\n    pass\n\n\ndef g(x):\n    pass\n";

} // namespace

void TestRefusals::init()
{
    m_bench = std::make_unique<AttemptBench>();
    if (!m_bench->problem.isEmpty())
        QSKIP(qPrintable(m_bench->problem));
    Scenario &scenario = m_bench->scenario;
    scenario.target.file = u"answer.py"_s;
    scenario.workspace = m_bench->files({{u"answer.py"_s, fixture}, {u"src/b.py"_s, "b = 1\n"}});
    scenario.workspace.files.insert(u"link"_s,
                                    {FileMode::Symlink, m_bench->blobs.put("src/b.py"), 8});
    m_bench->addCheck(u"right"_s, u"files"_s,
                      {{"files_expected", {{"answer.py", {{"matches", "2 \\* x"}}}}}});
}

void TestRefusals::refused_data()
{
    QTest::addColumn<AnswerForm>("form");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("code");
    const auto diff = AnswerForm::Diff;
    QTest::newRow("out of the workspace")
        << diff << QByteArray("--- /dev/null\n+++ b/../x\n@@ -0,0 +1 @@\n+x\n")
        << u"path-escapes"_s;
    QTest::newRow("absolute") << diff
                              << QByteArray("--- /dev/null\n+++ /etc/x\n@@ -0,0 +1 @@\n+x\n")
                              << u"path-escapes"_s;
    QTest::newRow("into git") << diff
                              << QByteArray(
                                     "--- /dev/null\n+++ b/.git/hooks/x\n@@ -0,0 +1 @@\n+x\n")
                              << u"path-in-git"_s;
    QTest::newRow("through a link")
        << AnswerForm::SearchReplace
        << QByteArray("link\n<<<<<<< SEARCH\nb = 1\n=======\nb = 2\n>>>>>>> REPLACE\n")
        << u"through-symlink"_s;
    QTest::newRow("does not apply")
        << diff << QByteArray("--- a/answer.py\n+++ b/answer.py\n@@ -1 +1 @@\n-def h(x):\n+x\n")
        << u"does-not-apply"_s;
    QTest::newRow("binary junk") << AnswerForm::File
                                 << QByteArray("\x7f"
                                               "ELF\0\1",
                                               6)
                                 << u"binary"_s;
    QTest::newRow("huge") << AnswerForm::File << QByteArray(5 << 20, 'x') << u"too-large"_s;
    QTest::newRow("no code") << AnswerForm::Fenced << QByteArray("I will not.\n") << u"no-code"_s;
    QTest::newRow("nothing") << AnswerForm::Auto << QByteArray() << u"no-code"_s;
}

void TestRefusals::refused()
{
    QFETCH(AnswerForm, form);
    QFETCH(QByteArray, answer);
    QFETCH(QString, code);
    const FinishedAttempt attempt = m_bench->attempt(Answer{answer, form, {}, {}});
    QVERIFY2(attempt.record.outcome == Outcome::Failed, shown(attempt));
    QVERIFY2(attempt.record.reason.contains(code + u": "_s), shown(attempt));
    QCOMPARE(attempt.record.score, 0.0);
    QCOMPARE(verdictOf(attempt, u"right"_s).status, VerdictStatus::Skipped);
    QCOMPARE(attempt.events.back().type, EventType::Edit);
    QCOMPARE(stringOr(attempt.events.back().data["refused"], "code"), code);
    QCOMPARE(attempt.record.endManifest, Digest::of(dumpJson(toJson(m_bench->scenario.workspace))));
}

void TestRefusals::refusedFiles_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<FileMode>("mode");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("removed");
    QTest::addColumn<QString>("code"); ///< empty: it is applied
    const auto regular = FileMode::Regular;
    const auto link = FileMode::Symlink;
    const auto row = [](const char *name, const QStringList &paths, FileMode mode,
                        const QByteArray &bytes, const QStringList &removed, const QString &code) {
        QTest::newRow(name) << paths << mode << bytes << removed << code;
    };
    row("a file", {u"new.py"_s}, regular, "x", {}, {});
    row("a link", {u"new"_s}, link, "src/b.py", {}, {});
    row("a file in a folder's place", {u"src"_s}, regular, "x", {u"src/b.py"_s}, {});
    row("a file instead of a link", {u"link"_s}, regular, "x", {}, u"through-symlink"_s);
    row("out", {u"../x"_s}, regular, "x", {}, u"path-escapes"_s);
    row("removed out", {}, regular, "x", {u"../x"_s}, u"path-escapes"_s);
    row("into git", {u".git/x"_s}, regular, "x", {}, u"path-in-git"_s);
    row("over a folder", {u"src"_s}, regular, "x", {}, u"is-a-folder"_s);
    row("below a file", {u"answer.py/x"_s}, regular, "x", {}, u"not-a-folder"_s);
    row("below its own file", {u"new"_s, u"new/x"_s}, regular, "x", {}, u"is-a-folder"_s);
    row("a link out", {u"new"_s}, link, "/etc/shadow", {}, u"link-escapes"_s);
    row("a link up", {u"src/new"_s}, link, "../../x", {}, u"link-escapes"_s);
    row("through its own link", {u"new"_s, u"new/x"_s}, link, "src", {}, u"is-a-folder"_s);
}

void TestRefusals::refusedFiles()
{
    QFETCH(QStringList, paths);
    QFETCH(FileMode, mode);
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, removed);
    QFETCH(QString, code);
    Answer answer;
    answer.removed = removed;
    for (const QString &path : paths)
        answer.files.files.insert(path, {mode, m_bench->blobs.put(bytes), bytes.size()});
    std::optional<Refusal> refusal;
    const FinishedAttempt attempt = m_bench->attempt([&](Session &session) -> Result<void> {
        auto given = session.answer(answer);
        if (!given)
            return std::unexpected(given.error());
        refusal = *given;
        if (auto sound = checkManifest(session.manifest()); !sound)
            return sound;
        return {};
    });
    QVERIFY2(attempt.record.outcome == Outcome::Failed, shown(attempt));
    QCOMPARE(refusal ? refusal->code : QString(), code);
    QVERIFY2(attempt.record.reason.contains(code), shown(attempt));
}

/// What counts is the last answer.
void TestRefusals::refusedThenRight()
{
    const FinishedAttempt attempt = m_bench->attempt([](Session &session) -> Result<void> {
        std::ignore = session.answer({"x", AnswerForm::Diff, {}, {}});
        std::ignore = session.answer({"def f(x): return 2 * x\n", AnswerForm::File, {}, {}});
        return {};
    });
    QVERIFY2(attempt.record.outcome == Outcome::Passed, shown(attempt));
    QCOMPARE(attempt.events.size(), 2U);
}

void TestRefusals::rightThenRefused()
{
    const FinishedAttempt attempt = m_bench->attempt([](Session &session) -> Result<void> {
        std::ignore = session.answer({"def f(x): return 2 * x\n", AnswerForm::File, {}, {}});
        std::ignore = session.answer({"x", AnswerForm::Diff, {}, {}});
        return {};
    });
    QVERIFY2(attempt.record.outcome == Outcome::Failed, shown(attempt));
    QVERIFY2(attempt.record.reason.contains(u"no-code"_s), shown(attempt));
}

/// The agent took away what it was to fill in, and then fills it in.
void TestRefusals::placesThatAreGone_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<bool>("range");
    QTest::addColumn<AnswerForm>("form");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("reason"); ///< empty: it passes
    const QByteArray body = "return 2 * x\n";
    const QByteArray whole = "def f(x):\n    return 2 * x\n";
    const auto row = [](const char *name, const QByteArray &written, bool range, AnswerForm form,
                        const QByteArray &answer, const QString &reason) {
        QTest::newRow(name) << written << range << form << answer << reason;
    };
    row("as it was", fixture, false, AnswerForm::Body, body, {});
    row("moved", "import os\n\n\n" + fixture, false, AnswerForm::Body, body, {});
    row("no such symbol", "x = 1\n", false, AnswerForm::Body, body, u"not-there"_s);
    row("can't be parsed", "def f(:\n", false, AnswerForm::Body, body, u"not-there"_s);
    row("can't be parsed, and a body in a chat", "def f(:\n", false, AnswerForm::Auto,
        "```\n" + body + "```\n", u"not-there"_s);
    row("can't be parsed, and the whole file", "def f(:\n", false, AnswerForm::Auto, whole, {});
    row("all on one line", "def f(x): pass\n", false, AnswerForm::Body, body, u"not-there"_s);
    row("the range is cut off", "x = 1\n", true, AnswerForm::Body, body, u"not-there"_s);
}

void TestRefusals::placesThatAreGone()
{
    QFETCH(QByteArray, written);
    QFETCH(bool, range);
    QFETCH(AnswerForm, form);
    QFETCH(QByteArray, answer);
    QFETCH(QString, reason);
    m_bench->scenario.target.symbol = u"f"_s;
    if (range)
        m_bench->scenario.target.range = LineRange{1, 6};
    const FinishedAttempt attempt = m_bench->attempt([&](Session &session) -> Result<void> {
        session.write(u"answer.py"_s, written);
        auto given = session.answer({answer, form, {}, {}});
        return given ? Result<void>() : std::unexpected(given.error());
    });
    QVERIFY2(attempt.record.outcome == (reason.isEmpty() ? Outcome::Passed : Outcome::Failed),
             shown(attempt));
    QVERIFY2(attempt.record.reason.contains(reason), shown(attempt));
}

/// Samples as SWE-bench's predictions have them.
void TestRefusals::modelPatches()
{
    const QTemporaryDir folder;
    const QByteArray right =
        "diff --git a/answer.py b/answer.py\nindex 1234567..89abcde 100644\n--- a/answer.py\n+++ "
        "b/answer.py\n@@ -1,5 +1,5 @@\n def f(x):\n-    pass\n+    return 2 * x\n \n \n def "
        "g(x):\n";
    QByteArray samples;
    for (const QByteArray &patch :
         {right, QByteArray(right).replace("    pass", "    pass # no"), QByteArray(),
          QByteArray(right).replace("answer.py", "../answer.py")})
        samples += dumpJson({{"instance_id", "bench"},
                             {"model_name_or_path", "touchstone sample"},
                             {"model_patch", patch.toStdString()}})
            + '\n';
    writeFile(folder.filePath(u"predictions.jsonl"_s), samples);
    const auto agent =
        m_bench->registry().agent(u"samples:"_s + folder.filePath(u"predictions.jsonl"_s));
    QVERIFY2(agent, agent ? "" : qPrintable(agent.error().text()));
    m_bench->scenario.answerForm = AnswerForm::Diff;
    const FinishedAttempt good = m_bench->attempt(**agent, 0);
    QVERIFY2(good.record.outcome == Outcome::Passed, shown(good));
    const QStringList reasons{{}, u"does-not-apply"_s, u"no-code"_s, u"path-escapes"_s};
    for (int sample = 1; sample < 4; ++sample) {
        const FinishedAttempt attempt = m_bench->attempt(**agent, sample);
        QVERIFY2(attempt.record.outcome == Outcome::Failed, shown(attempt));
        QVERIFY2(attempt.record.reason.contains(reasons.at(sample)), shown(attempt));
    }
}

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
