#include "support/answerbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Paths that answers may not write, in every form that names one.
class TestAnswerPaths : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paths_data();
    void paths();
    void links_data();
    void links();
};

void TestAnswerPaths::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("code"); ///< empty: it may be written
    const auto row = [](const char *name, const QString &path, const char *code) {
        QTest::newRow(name) << path << QByteArray(code);
    };
    row("a new file", u"new.txt"_s, "");
    row("in a new folder", u"x/y/z.txt"_s, "");
    row("hidden", u".hidden/.x"_s, "");
    row("dots in a name", u"a..b/...c"_s, "");
    row("a name that looks like git's", u".gitignore"_s, "");
    row("another name that looks like git's", u"x/.github/git~/x.git/y"_s, "");
    row("beyond ASCII", u"größe/日本/😀.txt"_s, "");
    row("with spaces", u"a b/c d.txt"_s, "");

    row("climbs", u"../x"_s, "path-escapes");
    row("climbs from within", u"src/../../x"_s, "path-escapes");
    row("climbs and returns", u"src/../a.txt"_s, "path-escapes");
    row("climbs at the end", u"src/.."_s, "path-escapes");
    row("absolute", u"/etc/passwd"_s, "path-escapes");
    row("backslashes", u"..\\x"_s, "path-escapes");
    row("a drive", u"C:/x"_s, "path-escapes");
    row("empty part", u"src//x"_s, "bad-path");
    row("dot part", u"src/./x"_s, "bad-path");
    row("ends in a slash", u"new/"_s, "bad-path");
    row("a control character", u"a\x01"_s, "bad-path");
    row("an escape", u"\x1b[31m"_s, "bad-path");
    row("half a character", QString(QChar(0xD800)), "bad-path");
    row("a long name", QString(256, u'n'), "bad-path");
    row("a long name beyond ASCII", QString(100, u'日'), "bad-path");
    row("a long path", u"abcdefgh/"_s.repeated(120) + u'x', "bad-path");

    row("git", u".git/config"_s, "path-in-git");
    row("git's hooks below", u"sub/.git/hooks/post-checkout"_s, "path-in-git");
    row("git as a file", u".git"_s, "path-in-git");
    row("GIT", u".GIT/config"_s, "path-in-git");
    row("Git", u".GiT/config"_s, "path-in-git");
    row("git.", u".git./config"_s, "path-in-git");
    row("git and spaces", u".git . /config"_s, "path-in-git");
    row("git's short name", u"git~1/config"_s, "path-in-git");
    row("GIT's short name", u"GIT~2/config"_s, "path-in-git");
    row("git's stream", u".git::$INDEX_ALLOCATION/config"_s, "path-in-git");
    row("git with what HFS ignores", u".g\u200cit/config"_s, "path-in-git");
    row("git with a mark", u"\ufeff.git/config"_s, "path-in-git");
    row("git with directions", u".gi\u202et/config"_s, "path-in-git");

    row("through a symlink", u"folder-link/x"_s, "through-symlink");
    row("through a symlink to a file", u"link/x"_s, "through-symlink");
    row("below a file", u"a.txt/x"_s, "not-a-folder");
    row("a folder", u"src"_s, "is-a-folder");
}

void TestAnswerPaths::paths()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, code);
    AnswerBench bench;
    const auto direct = refusedPath(path, bench.before);
    QCOMPARE(direct ? direct->code.toUtf8() : QByteArray(), code);
    const bool speakable = path.isValidUtf16() && !path.contains(QChar(1));
    if (!speakable)
        return;

    const QByteArray name = path.toUtf8();
    const auto check = [&](const char *form, const QByteArray &outcome) {
        const QByteArray wrong = code.isEmpty() ? unexpected(outcome, name + ": x\\n")
                                                : unexpected(outcome, code + " ... ");
        QVERIFY2(wrong.isEmpty(), form + wrong);
    };
    bench.context.form = AnswerForm::File;
    bench.context.targetFile = path;
    check("file", bench.apply("x\n"));
    bench.context.targetFile.clear();

    bench.context.form = AnswerForm::Diff;
    if (path.endsWith(u'/'))
        return; // a diff of a folder names no file
    check("diff", bench.apply("--- /dev/null\n+++ b/" + name + "\n@@ -0,0 +1 @@\n+x\n"));
    check("git's diff",
          bench.apply("diff --git a/" + name + " b/" + name
                      + "\nnew file mode 100644\n--- /dev/null\n+++ b/" + name
                      + "\n@@ -0,0 +1 @@\n+x\n"));
    const QByteArray renamed =
        bench.apply("diff --git a/run.sh b/" + name
                    + "\nsimilarity index 100%\nrename from run.sh\nrename to " + name + '\n');
    QVERIFY2(code.isEmpty() ? renamed.contains(name + " (executable): ")
                            : renamed.startsWith(code + ": "),
             renamed);
    if (path.startsWith(u' ') || path.contains(u' ') || path.startsWith(u"\ufeff"_s))
        return; // no path that is found above a block
    bench.context.form = AnswerForm::SearchReplace;
    if ((path.contains(u'/') || path.contains(u'.')) && !path.endsWith(u'.'))
        check("search/replace",
              bench.apply(name + "\n<<<<<<< SEARCH\n=======\nx\n>>>>>>> REPLACE\n"));
}

void TestAnswerPaths::links_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char *name, const QString &path, const char *target,
                        const QByteArray &outcome) {
        QTest::newRow(name) << path << QByteArray(target) << outcome;
    };
    row("beside", u"new"_s, "a.txt", "new (symlink): a.txt");
    row("up and down", u"src/deep/new"_s, "../../a.txt", "src/deep/new (symlink): ../../a.txt");
    row("dangling", u"new"_s, "nowhere", "new (symlink): nowhere");
    row("absolute", u"new"_s, "/etc/shadow", "link-escapes ... relative");
    row("out", u"new"_s, "../x", "link-escapes ... outside");
    row("out from below", u"src/new"_s, "../../etc/shadow", "link-escapes ... outside");
    row("out by going in first", u"src/new"_s, "deep/../../../x", "link-escapes ... beginning");
    row("into git", u"new"_s, ".git/config", "path-in-git ... ");
    row("into GIT", u"src/new"_s, "../.GIT", "path-in-git ... ");
    row("a name of bytes", u"new"_s, "\xff", "link-escapes ... plain text");
    row("over a file", u"a.txt"_s, "run.sh", "exists ... ");
    row("below a link", u"folder-link/new"_s, "a.txt", "through-symlink ... ");
}

void TestAnswerPaths::links()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, outcome);
    AnswerBench bench;
    bench.context.form = AnswerForm::Diff;
    const QByteArray name = path.toUtf8();
    const QByteArray found = bench.apply(
        "diff --git a/" + name + " b/" + name + "\nnew file mode 120000\n--- /dev/null\n" + "+++ b/"
        + name + "\n@@ -0,0 +1 @@\n+" + target + "\n\\ No newline at end of file\n");
    const QByteArray wrong = unexpected(found, outcome);
    QVERIFY2(wrong.isEmpty(), wrong);
}

QTEST_GUILESS_MAIN(TestAnswerPaths)
#include "tst_answer_paths.moc"
