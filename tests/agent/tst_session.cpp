#include "support/attemptbench.h"
#include "support/tree.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// A session with the real sandbox: what commands do to the workspace, and going back.
class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void commandsChangeTheWorkspace();
    void goesBackToAnyCheckpoint();
    void theRepositoryIsNewEachTime();
    void whatCommandsLeave_data();
    void whatCommandsLeave();

private:
    /// The output of a shell command in the session's workspace.
    static QByteArray shell(Session &session, const QString &script);

    std::unique_ptr<AttemptBench> m_bench;
};

QByteArray TestSession::shell(Session &session, const QString &script)
{
    const auto result = session.execute({u"sh"_s, u"-c"_s, script});
    return result ? result->output + result->errors : "ERROR " + result.error().text().toUtf8();
}

void TestSession::init()
{
    m_bench = std::make_unique<AttemptBench>();
    if (!m_bench->problem.isEmpty())
        QSKIP(qPrintable(m_bench->problem));
    m_bench->scenario.workspace =
        m_bench->files({{u"a.txt"_s, "one\n"}, {u"d/b.txt"_s, "b\n"}, {u"d/c.txt"_s, "c\n"}});
    // an attempt needs something to be judged by; here it is what the session did that matters
    m_bench->addCheck(u"any"_s, u"files"_s, {{"only_changed", Json::array({"**"})}});
}

void TestSession::commandsChangeTheWorkspace()
{
    Manifest end;
    const FinishedAttempt attempt = m_bench->attempt([&](Session &session) -> Result<void> {
        if (shell(session,
                  u"echo two >>a.txt; rm d/b.txt; mkdir e; echo x >e/run; chmod +x e/run; "
                  "ln -s ../a.txt e/link; cat a.txt"_s)
            != "one\ntwo\n")
            return fail(ErrorCode::Internal, u"the command went wrong"_s);
        end = session.manifest();
        if (shell(session, u"cat e/link; e/run 2>&1; ls d"_s).contains("b.txt"))
            return fail(ErrorCode::Internal, u"the removed file came back"_s);
        return {};
    });
    QVERIFY2(attempt.record.outcome != Outcome::Error, shown(attempt));
    QCOMPARE(end,
             tree(m_bench->blobs,
                  {{u"a.txt"_s, "one\ntwo\n"},
                   {u"d/c.txt"_s, "c\n"},
                   {u"e/run"_s, "x\n", FileMode::Executable},
                   {u"e/link"_s, "../a.txt", FileMode::Symlink}}));
    QCOMPARE(attempt.events.at(0).type, EventType::Command);
    QCOMPARE(stringOr(attempt.events.at(0).data, "after"), end.digest().hex());
}

void TestSession::goesBackToAnyCheckpoint()
{
    QByteArrayList seen;
    const FinishedAttempt attempt = m_bench->attempt([&](Session &session) -> Result<void> {
        const auto look = [&] { seen.append(shell(session, u"cat a.txt; ls; git status -s"_s)); };
        shell(session, u"echo two >a.txt; rm -r d"_s);
        const int second = session.checkpoint(u"second"_s);
        shell(session, u"echo three >a.txt; echo new >new.txt"_s);
        const int third = session.checkpoint(u"third"_s);
        shell(session, u"rm *"_s);
        look();
        for (const int id : {second, third, 0, third})
            if (auto back = session.goBackTo(id); !back)
                return back;
            else
                look();
        if (session.goBackTo(99))
            return fail(ErrorCode::Internal, u"there is no such checkpoint"_s);
        look();
        return {};
    });
    QVERIFY2(attempt.record.outcome != Outcome::Error, shown(attempt));
    QCOMPARE(seen,
             QByteArrayList({"cat: a.txt: No such file or directory\n", "two\na.txt\n",
                             "three\na.txt\nnew.txt\n", "one\na.txt\nd\n",
                             "three\na.txt\nnew.txt\n", "three\na.txt\nnew.txt\n"}));
    QList<int> back;
    for (const Event &event : attempt.events)
        if (event.type == EventType::Checkpoint && event.data.contains("back_to"))
            back.append(int(integerOr(event.data, "back_to", -1)));
    QCOMPARE(back, (QList<int>{1, 2, 0, 2}));
}

void TestSession::theRepositoryIsNewEachTime()
{
    QByteArrayList seen;
    const FinishedAttempt attempt = m_bench->attempt([&](Session &session) -> Result<void> {
        seen.append(shell(session, u"git log --oneline | wc -l; rm -rf .git; ls -A"_s));
        seen.append(shell(session,
                          u"echo two >a.txt; git diff --stat | wc -l; git commit -qam x; "
                          "git log --oneline | wc -l"_s));
        // one parentless commit of the workspace as it is now
        seen.append(shell(session,
                          u"git log --oneline | wc -l; git status -s; git show HEAD:a.txt; "
                          "git log --format=%P | tr -d '\\n'; git reflog | wc -l"_s));
        seen.append(
            shell(session,
                  u"mkdir -p d/.git/hooks; echo x >d/.git/config; echo 'gitdir: /etc' "
                  ">.git2; rm -rf .git; ln -s /etc .git; ls .git | head -n 1 >/dev/null"_s));
        seen.append(shell(session, u"test -d .git && test ! -L .git && git status -s"_s));
        return {};
    });
    QVERIFY2(attempt.record.outcome != Outcome::Error, shown(attempt));
    QCOMPARE(seen.at(0), QByteArray("1\na.txt\nd\n"));
    QCOMPARE(seen.at(1), QByteArray("2\n2\n"));
    QCOMPARE(seen.at(2), QByteArray("1\ntwo\n0\n"));
    QCOMPARE(seen.at(3), QByteArray());
    QVERIFY2(!seen.at(4).contains("fatal"), seen.at(4));
}

void TestSession::whatCommandsLeave_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("paths"); ///< of the workspace afterwards
    const QStringList all{u"a.txt"_s, u"d/b.txt"_s, u"d/c.txt"_s};
    QTest::newRow("nothing") << u"true"_s << all;
    QTest::newRow("a file for a folder")
        << u"rm -r d; echo x >d"_s << QStringList{u"a.txt"_s, u"d"_s};
    QTest::newRow("a folder for a file") << u"rm a.txt; mkdir a.txt; echo x >a.txt/in"_s
                                         << QStringList{u"a.txt/in"_s, u"d/b.txt"_s, u"d/c.txt"_s};
    QTest::newRow("all is gone") << u"rm -r *"_s << QStringList{};
    QTest::newRow("what can't be kept") << u"mkfifo p; printf x >\"$(printf 'b\\377')\""_s << all;
    QTest::newRow("a failing command") << u"rm a.txt; exit 3"_s << all.sliced(1);
    QTest::newRow("a killed command") << u"rm a.txt; kill -9 $$"_s << all.sliced(1);
    QTest::newRow("one that hits a limit") << u"rm a.txt; while :; do :; done"_s << all.sliced(1);
    QTest::newRow("a link out") << u"ln -s /etc/shadow l; ln -s ../../.. up"_s
                                << QStringList{u"a.txt"_s, u"d/b.txt"_s, u"d/c.txt"_s, u"l"_s,
                                               u"up"_s};
}

void TestSession::whatCommandsLeave()
{
    QFETCH(QString, script);
    QFETCH(QStringList, paths);
    m_bench->scenario.limits.cpu = std::chrono::milliseconds(500);
    Manifest after;
    QByteArray second;
    const FinishedAttempt attempt = m_bench->attempt([&](Session &session) -> Result<void> {
        shell(session, script);
        after = session.manifest();
        // whatever it left, the next command finds it so
        second = shell(session,
                       u"find . -path ./.git -prune -o \\( -type f -o -type l \\) -print | sort; "
                       "cat l up/etc/shadow 2>/dev/null; true"_s);
        return checkManifest(after);
    });
    QVERIFY2(attempt.record.outcome != Outcome::Error, shown(attempt));
    QCOMPARE(after.files.keys(), paths);
    QByteArray expected;
    for (const QString &path : paths)
        expected += "./" + path.toUtf8() + '\n';
    QCOMPARE(second, expected);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
