#include "support/answerbench.h"
#include "support/program.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Unified diffs: as git writes them, as models write them, and as an attacker would.
class TestAnswerDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void diffs_data();
    void diffs();
    void binary();
    void large();
    void whatGitMakes_data();
    void whatGitMakes();
};

namespace {

/// The header of a change of one file.
QByteArray head(const QByteArray &path)
{
    return "--- a/" + path + "\n+++ b/" + path + '\n';
}

QByteArray gitHead(const QByteArray &from, const QByteArray &to, const QByteArray &extended)
{
    return "diff --git a/" + from + " b/" + to + '\n' + extended;
}

const QByteArray twoToTwo = "@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n";
const QByteArray changedA = "a.txt: one\\nTWO\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n";

std::vector<AnswerRow> plainRows()
{
    return {
        {"one hunk", head("a.txt") + twoToTwo, changedA},
        {"two hunks", head("a.txt") + twoToTwo + "@@ -7,2 +7,3 @@\n seven\n-eight\n+EIGHT\n+nine\n",
         "a.txt: one\\nTWO\\nthree\\nfour\\nfive\\nsix\\nseven\\nEIGHT\\nnine\\n"},
        {"two files", head("a.txt") + twoToTwo + head("run.sh") + "@@ -2 +2 @@\n-echo\n+true\n",
         changedA + "\nrun.sh (executable): #!/bin/sh\\ntrue\\n"},
        {"without a/ and b/", "--- a.txt\n+++ a.txt\n" + twoToTwo, changedA},
        {"with other letters", "--- i/a.txt\n+++ w/a.txt\n" + twoToTwo, changedA},
        {"with ./", "--- ./a.txt\n+++ ./a.txt\n" + twoToTwo, changedA},
        {"with time stamps",
         "--- a.txt\t2025-01-01 00:00:00.0 +0000\n+++ a.txt\t2025-01-02 00:00:00\n" + twoToTwo,
         changedA},
        {"from a backup", "--- a.txt.orig\n+++ a.txt\n" + twoToTwo, changedA},
        {"git's header",
         gitHead("a.txt", "a.txt", "index 1234567..89abcde 100644\n") + head("a.txt") + twoToTwo,
         changedA},
        {"within a chat",
         "Here is the fix:\n\n```diff\n" + head("a.txt") + twoToTwo
             + "```\n\nIt does this and that.\n- really\n+ yes\n",
         changedA},
        {"two blocks of a chat",
         "First\n```diff\n" + head("a.txt") + twoToTwo + "```\nthen\n```patch\n" + head("run.sh")
             + "@@ -2 +2 @@\n-echo\n+true\n```\n",
         changedA + "\nrun.sh (executable): #!/bin/sh\\ntrue\\n"},
        {"in a mail", "Subject: fix\n\n" + head("a.txt") + twoToTwo + "-- \n2.47.0\n", changedA},
        {"only additions", head("a.txt") + "@@ -8,0 +9,2 @@\n+nine\n+ten\n",
         "a.txt: one\\ntwo\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\nnine\\nten\\n"},
        {"before the first line", head("a.txt") + "@@ -0,0 +1 @@\n+zero\n",
         "a.txt: zero\\none\\ntwo\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n"},
        {"a new file", "--- /dev/null\n+++ b/new/c.txt\n@@ -0,0 +1,2 @@\n+x\n+y\n",
         "new/c.txt: x\\ny\\n"},
        {"a new file without /dev/null", head("new.txt") + "@@ -0,0 +1 @@\n+x\n", "new.txt: x\\n"},
        {"a new empty file", gitHead("e", "e", "new file mode 100644\nindex 0000000..e69de29\n"),
         "e: "},
        {"a new program",
         gitHead("p", "p", "new file mode 100755\n")
             + "--- /dev/null\n+++ b/p\n@@ -0,0 +1 @@\n+x\n",
         "p (executable): x\\n"},
        {"gone", "--- a/twice.txt\n+++ /dev/null\n@@ -1,4 +0,0 @@\n-x\n-y\n-x\n-y\n",
         "twice.txt is gone"},
        {"gone, by git", gitHead("empty.txt", "empty.txt", "deleted file mode 100644\n"),
         "empty.txt is gone"},
        {"a name in quotes",
         "--- /dev/null\n+++ \"b/gr\\303\\266\\303\\237e \\\"x\\\".txt\"\n@@ -0,0 +1 @@\n+x\n",
         "größe \"x\".txt: x\\n"},
        {"a name with spaces", "--- /dev/null\n+++ b/a b c.txt\n@@ -0,0 +1 @@\n+x\n",
         "a b c.txt: x\\n"},
        {"lines that look like a header",
         head("a.txt") + "@@ -1,2 +1,4 @@\n one\n+-- x\n+++ y\n two\n",
         "a.txt: one\\n-- x\\n++ y\\ntwo\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n"},
        {"nothing but a new mode", gitHead("a.txt", "a.txt", "old mode 100644\nnew mode 100755\n"),
         "a.txt (executable): one\\ntwo\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n"},
    };
}

std::vector<AnswerRow> moveRows()
{
    const QByteArray eight = "one\\ntwo\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n";
    return {
        {"renamed",
         gitHead("run.sh", "bin/go",
                 "similarity index 100%\nrename from run.sh\nrename to bin/go\n"),
         "bin/go (executable): #!/bin/sh\\necho\\n\nrun.sh is gone"},
        {"renamed and changed",
         gitHead("a.txt", "b.txt", "rename from a.txt\nrename to b.txt\n")
             + "--- a/a.txt\n+++ b/b.txt\n" + twoToTwo,
         "b.txt: one\\nTWO\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n\na.txt is gone"},
        {"two change places",
         gitHead("a.txt", "twice.txt", "rename from a.txt\nrename to twice.txt\n")
             + gitHead("twice.txt", "a.txt", "rename from twice.txt\nrename to a.txt\n"),
         "a.txt: x\\ny\\nx\\ny\\n\ntwice.txt: " + eight},
        {"copied", gitHead("a.txt", "b.txt", "copy from a.txt\ncopy to b.txt\n"),
         "b.txt: " + eight},
        {"a link renamed", gitHead("link", "new", "rename from link\nrename to new\n"),
         "new (symlink): a.txt\nlink is gone"},
        {"a link moved where it leads out",
         gitHead("src/b.py", "b.py", "rename from src/b.py\nrename to b.py\n")
             + gitHead("link", "x", "rename from link\nrename to x\n"),
         "b.py: import os\\n\\n\\ndef f(x):\\n    return x\\n\\n\\nclass C:\\n    def m(self):\\n  "
         "    "
         "  return 1\\n\nx (symlink): a.txt\nlink is gone\nsrc/b.py is gone"},
        {"a file in a folder's place",
         "--- a/src/b.py\n+++ /dev/null\n@@ -1,10 +0,0 @@\n-import os\n-\n-\n-def f(x):\n-    "
         "return "
         "x\n-\n-\n-class C:\n-    def m(self):\n-        return 1\n"
         "--- /dev/null\n+++ b/src\n@@ -0,0 +1 @@\n+x\n",
         "src: x\\n\nsrc/b.py is gone"},

        {"renamed out", gitHead("a.txt", "../b.txt", "rename from a.txt\nrename to ../b.txt\n"),
         "path-escapes ... ../b.txt"},
        {"renamed from outside",
         gitHead("../../etc/shadow", "b.txt", "rename from ../../etc/shadow\nrename to b.txt\n"),
         "path-escapes ... etc/shadow"},
        {"copied from /etc", gitHead("x", "b.txt", "copy from /etc/shadow\ncopy to b.txt\n"),
         "path-escapes ... absolute"},
        {"copied from git", gitHead("x", "b.txt", "copy from .git/config\ncopy to b.txt\n"),
         "path-in-git ... "},
        {"renamed over another",
         gitHead("a.txt", "run.sh", "rename from a.txt\nrename to run.sh\n"), "exists ... run.sh"},
        {"renamed from nowhere", gitHead("x", "y", "rename from x\nrename to y\n"),
         "not-there ... 'x'"},
        {"renamed to nowhere", gitHead("a.txt", "b.txt", "rename from a.txt\n"),
         "does-not-apply ... contradicts"},
        {"renamed and new",
         gitHead("a.txt", "b.txt", "rename from a.txt\nrename to b.txt\nnew file mode 100644\n"),
         "does-not-apply ... contradicts"},
        {"changed and then renamed",
         head("a.txt") + twoToTwo
             + gitHead("a.txt", "b.txt", "rename from a.txt\nrename to b.txt\n"),
         "ambiguous ... changes before"},
        {"made twice",
         "--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+x\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+y\n",
         "exists ... 'n'"},
        {"changed and deleted",
         head("twice.txt")
             + "@@ -1 +1 @@\n-x\n+z\n--- a/twice.txt\n+++ /dev/null\n@@ -1,4 +0,0 "
               "@@\n-z\n-y\n-x\n-y\n",
         "ambiguous ... deletes"},
    };
}

std::vector<AnswerRow> refusedRows()
{
    return {
        {"not a diff", "I would change the second line.\n", "no-code ... unified diff"},
        {"empty", "", "no-code ... "},
        {"a header alone", head("a.txt"), "does-not-apply ... cut off"},
        {"cut off in a hunk", head("a.txt") + "@@ -1,3 +1,3 @@\n", "does-not-apply ... "},
        {"no such file", head("none.txt") + twoToTwo, "not-there ... none.txt"},
        {"no file at all", twoToTwo, "does-not-apply ... no file is named"},
        {"other context", head("a.txt") + "@@ -1,3 +1,3 @@\n one\n-zwei\n+TWO\n three\n",
         "does-not-apply ... line 2 of the file is \"two\", but \"zwei\" is expected"},
        {"other context further on", head("a.txt") + "@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n drei\n",
         "does-not-apply ... \"drei\" is expected"},
        {"fuzz is not applied", head("a.txt") + "@@ -3,4 +3,4 @@\n THREE\n four\n-five\n+V\n six\n",
         "does-not-apply ... "},
        {"beyond the end", head("a.txt") + "@@ -8,2 +8,2 @@\n eight\n-nine\n+NINE\n",
         "does-not-apply ... ends at line 8"},
        {"hunks that overlap",
         head("a.txt")
             + "@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n@@ -3,2 +3,2 @@\n-three\n+3\n "
               "four\n",
         "does-not-apply ... hunk 2"},
        {"hunks in the wrong order",
         head("a.txt") + "@@ -7,2 +7,2 @@\n-seven\n+7\n eight\n@@ -1,2 +1,2 @@\n-one\n+1\n two\n",
         "does-not-apply ... hunk 2"},
        {"the same hunk twice", head("a.txt") + twoToTwo + twoToTwo, "does-not-apply ... hunk 2"},
        {"two places", head("twice.txt") + "@@ -7,2 +7,2 @@\n-x\n+z\n y\n",
         "ambiguous ... lines 1 and 3"},
        {"an addition without a place", head("a.txt") + "@@ @@\n+x\n",
         "does-not-apply ... only adds lines"},
        {"a file that is there", "--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+x\n",
         "exists ... a.txt"},
        {"gone in part", "--- a/twice.txt\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-x\n-y\n",
         "does-not-apply ... would be left"},
        {"gone that was not there", "--- a/none\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
         "not-there ... 'none'"},
        {"two names", "--- a/a.txt\n+++ b/run.sh\n" + twoToTwo, "ambiguous ... two files"},
        {"of a merge",
         "diff --cc a.txt\n--- a/a.txt\n+++ b/a.txt\n@@@ -1,1 -1,1 +1,1 @@@\n- one\n -two\n++x\n",
         "does-not-apply ... merge"},
        {"a submodule",
         gitHead("s", "s", "new file mode 160000\n")
             + "--- /dev/null\n+++ b/s\n@@ -0,0 "
               "+1 @@\n+Subproject commit 1234\n",
         "bad-mode ... submodules"},
        {"a folder's mode", gitHead("s", "s", "new file mode 040000\n"), "bad-mode ... 040000"},
        {"a setuid mode", gitHead("a.txt", "a.txt", "old mode 100644\nnew mode 104755\n"),
         "bad-mode ... 104755"},
        {"a file becomes a link",
         gitHead("a.txt", "a.txt", "old mode 100644\nnew mode 120000\n") + head("a.txt")
             + "@@ -1,8 +1 "
               "@@\n-one\n-two\n-three\n-four\n-five\n-six\n-seven\n-eight\n+/etc/shadow\n",
         "bad-mode ... symlink"},
        {"a link as if it were a file", head("link") + "@@ -1 +1 @@\n-a.txt\n+/etc/shadow\n",
         "through-symlink ... "},
        {"a link led astray",
         gitHead("link", "link", "index 1234567..89abcde 120000\n") + head("link")
             + "@@ -1 +1 @@\n-a.txt\n\\ No newline at end of file\n+/etc/shadow\n\\ No newline at "
               "end of "
               "file\n",
         "link-escapes ... "},
        {"a file through a link",
         "--- a/folder-link/b.py\n+++ b/folder-link/b.py\n@@ -1 +1 @@\n-import "
         "os\n+import sys\n",
         "not-there ... "},
        {"binary files differ",
         gitHead("image.png", "image.png", "index 1..2 100644\n")
             + "Binary files a/image.png and b/image.png differ\n",
         "binary ... --binary"},
        {"a broken binary patch",
         gitHead("image.png", "image.png",
                 "index 1..2 100644\nGIT binary patch\nliteral 5\nXcwAAA\n"),
         "does-not-apply ... "},
        {"a binary patch that explodes",
         gitHead("x", "x", "new file mode 100644\nGIT binary patch\nliteral 999999999\n"),
         "too-large ... "},
        {"bytes", QByteArray("--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+\0\n", 43),
         "binary ... NUL"},
        {"nothing is applied in part",
         head("run.sh") + "@@ -2 +2 @@\n-echo\n+true\n" + head("a.txt")
             + "@@ -1 +1 @@\n-zero\n+x\n",
         "does-not-apply ... a.txt"},
    };
}

std::vector<AnswerRow> sloppyRows()
{
    QByteArray crlf = head("a.txt") + twoToTwo;
    crlf.replace("\n", "\r\n");
    return {
        {"wrong line numbers", head("a.txt") + "@@ -5,3 +5,3 @@\n one\n-two\n+TWO\n three\n",
         changedA},
        {"wrong counts", head("a.txt") + "@@ -1,9 +1,7 @@\n one\n-two\n+TWO\n three\n", changedA},
        {"no numbers", head("a.txt") + "@@ ... @@\n one\n-two\n+TWO\n three\n", changedA},
        {"spaces lost at line ends", "--- /dev/null\n+++ b/n\n@@ -0,0 +1,3 @@\n+a\n+\n+b\n",
         "n: a\\n\\nb\\n"},
        {"an empty context line that lost its space",
         head("src/b.py") + "@@ -1,4 +1,4 @@\n-import os\n+import sys\n\n\n def f(x):\n",
         "src/b.py: import sys\\n\\n\\ndef f(x):\\n    return x\\n\\n\\nclass C:\\n    def "
         "m(self):\\n        "
         "return 1\\n"},
        {"context with other spaces at its end",
         head("a.txt") + "@@ -1,3 +1,3 @@\n one  \n-two\n+TWO\n three\t\n", changedA},
        {"CR LF on its way", crlf, changedA},
        {"LF against CR LF", head("crlf.txt") + twoToTwo,
         "crlf.txt: "
         "one\\r\\nTWO\\r\\nthree\\r\\nfour\\r\\nfive\\r\\nsix\\r\\nseven\\r\\neight\\r\\n"},
        {"CR LF as it is", head("crlf.txt") + "@@ -1,3 +1,3 @@\n one\r\n-two\r\n+TWO\r\n three\r\n",
         "crlf.txt: "
         "one\\r\\nTWO\\r\\nthree\\r\\nfour\\r\\nfive\\r\\nsix\\r\\nseven\\r\\neight\\r\\n"},
        {"a file without a newline at its end",
         head("no-end.txt")
             + "@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+TWO\n\\ No "
               "newline at end of file\n",
         "no-end.txt: one\\nTWO"},
        {"a newline comes",
         head("no-end.txt") + "@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+two\n",
         "no-end.txt: one\\ntwo\\n"},
        {"a newline goes",
         head("twice.txt") + "@@ -3,2 +3,2 @@\n x\n-y\n+y\n\\ No newline at end of file\n",
         "twice.txt: x\\ny\\nx\\ny"},
        {"no word about the newline", head("no-end.txt") + "@@ -1,2 +1,3 @@\n one\n two\n+three\n",
         "no-end.txt: one\\ntwo\\nthree\\n"},
        {"hunks without numbers, for the target", "@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n",
         changedA},
    };
}

} // namespace

void TestAnswerDiff::diffs_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("outcome");
    for (const auto &rows : {plainRows(), moveRows(), refusedRows(), sloppyRows()})
        for (const AnswerRow &row : rows)
            QTest::newRow(row.name) << row.answer << row.outcome;
}

void TestAnswerDiff::diffs()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, outcome);
    AnswerBench bench;
    bench.context.form = AnswerForm::Diff;
    if (QByteArrayView(QTest::currentDataTag()).contains("for the target"))
        bench.context.targetFile = u"a.txt"_s;
    const QByteArray wrong = unexpected(bench.apply(answer), outcome);
    QVERIFY2(wrong.isEmpty(), wrong);
    if (outcome.contains(" ... "))
        return;
    // what is plainly a diff is taken for one
    bench.context.form = AnswerForm::Auto;
    const QByteArray found = unexpected(bench.apply(answer), outcome);
    QVERIFY2(found.isEmpty() || answer.contains("@@ ... @@"), found);
}

void TestAnswerDiff::binary()
{
    AnswerBench bench;
    bench.context.form = AnswerForm::Diff;
    Manifest after = bench.before;
    const QByteArray picture("\x89PNG\0\xfe\n\0\0", 9);
    QByteArray noise;
    for (int i = 0; i < 5000; ++i)
        noise.append(char((i * 7919 + i / 13) & 0xFF));
    after.files.insert(u"image.png"_s,
                       {FileMode::Regular, bench.blobs.put(picture), picture.size()});
    after.files.insert(u"noise"_s, {FileMode::Regular, bench.blobs.put(noise), noise.size()});
    const auto diff = diffManifests(bench.before, after, bench.blobs);
    QVERIFY(diff);
    QVERIFY2(diff->contains("GIT binary patch"), *diff);
    const auto applied = applyAnswer(*diff, bench.context, bench.before, bench.blobs);
    QVERIFY(applied);
    QVERIFY2(!applied->refusal, applied->refusal ? qPrintable(applied->refusal->message) : "");
    QCOMPARE(applied->after, after);
    // for other bytes than those that are there
    Manifest other = bench.before;
    other.files.insert(u"image.png"_s, {FileMode::Regular, bench.blobs.put("\0\1"_ba), 2});
    const auto refused = applyAnswer(*diff, bench.context, other, bench.blobs);
    QVERIFY(refused && refused->refusal);
    QCOMPARE(refused->refusal->code, u"does-not-apply"_s);
}

void TestAnswerDiff::large()
{
    AnswerBench bench;
    bench.context.form = AnswerForm::Diff;
    bench.context.maxBytes = 1000;
    const QByteArray line = "+" + QByteArray(200, 'x') + '\n';
    const QByteArray big =
        bench.apply("--- /dev/null\n+++ b/n\n@@ -0,0 +1,6 @@\n" + line.repeated(6));
    QVERIFY2(big.startsWith("too-large: the answer has"), big);
    // within the limit itself, but not what it makes
    bench.context.maxBytes = 60;
    const QByteArray made = bench.apply(head("a.txt") + "@@ -8,0 +9 @@\n+123456789012345678901\n");
    QVERIFY2(made.startsWith("too-large: "), made);
    // many files, many hunks, lines that nearly match: refused or applied, but soon
    bench.context.maxBytes = 64 << 20;
    QByteArray files;
    for (int i = 0; i < 10'001; ++i)
        files += "--- /dev/null\n+++ b/n" + QByteArray::number(i) + "\n@@ -0,0 +1 @@\n+x\n";
    QVERIFY(bench.apply(files).startsWith("too-large: "));
    bench.before.files.insert(
        u"same"_s,
        {FileMode::Regular, bench.blobs.put(QByteArray("x\n").repeated(200'000)), 400'000});
    const QByteArray slow = bench.apply(head("same") + "@@ -1 +1 @@\n"
                                        + QByteArray(" x\n").repeated(100'000) + "-y\n+z\n");
    QVERIFY2(slow.startsWith("does-not-apply: ") || slow.startsWith("too-large: "), slow.left(200));
}

/// Whatever diffManifests() tells, applying it gives.
void TestAnswerDiff::whatGitMakes_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 40; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestAnswerDiff::whatGitMakes()
{
    QFETCH(int, seed);
    AnswerBench bench;
    bench.context.form = AnswerForm::Diff;
    QRandomGenerator random{quint32(seed)};
    Manifest after = bench.before;
    const QStringList paths = bench.before.files.keys();
    for (int change = 0; change < 4; ++change) {
        const QString path = paths.at(random.bounded(paths.size()));
        const FileEntry entry = after.files.value(path);
        if (!after.files.contains(path) || entry.mode == FileMode::Symlink)
            continue;
        QByteArrayList lines = bench.blobs.blob(entry.blob)->split('\n');
        switch (random.bounded(5)) {
        case 0:
            after.files.remove(path);
            continue;
        case 1:
            after.files.remove(path);
            after.files.insert(u"moved/"_s + path, entry);
            continue;
        case 2:
            lines.insert(random.bounded(lines.size() + 1), "new " + QByteArray::number(change));
            break;
        case 3:
            lines.removeAt(random.bounded(lines.size()));
            break;
        default:
            after.files.insert(u"link%1"_s.arg(change),
                               {FileMode::Symlink, bench.blobs.put(path.toUtf8()), path.size()});
            lines.append("end");
        }
        const QByteArray text = lines.join('\n');
        const FileMode mode = random.bounded(4) == 0 ? FileMode::Executable : entry.mode;
        after.files.insert(path, {mode, bench.blobs.put(text), text.size()});
    }
    const auto diff = diffManifests(bench.before, after, bench.blobs);
    QVERIFY(diff);
    if (diff->isEmpty())
        return;
    const auto applied = applyAnswer(*diff, bench.context, bench.before, bench.blobs);
    QVERIFY(applied);
    QVERIFY2(!applied->refusal, *diff);
    QVERIFY2(applied->after == after, *diff);
    if (seed >= 12)
        return; // git takes its time
    const QTemporaryDir folder;
    QVERIFY(materialise(bench.before, bench.blobs, folder.path(), true));
    writeFile(folder.filePath(u".git/answer.diff"_s), *diff);
    const QByteArray said = git(folder.path(), {u"apply"_s, u".git/answer.diff"_s});
    QVERIFY2(said.isEmpty(), said + *diff);
    BlobStore read;
    const auto there = manifestOfFolder(folder.path(), read);
    QVERIFY(there);
    QVERIFY2(*there == after, *diff);
}

QTEST_GUILESS_MAIN(TestAnswerDiff)
#include "tst_answer_diff.moc"
