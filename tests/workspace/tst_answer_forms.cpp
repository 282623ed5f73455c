#include "support/answerbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Whole files, completions, fenced blocks and search/replace blocks; and which of them an answer
/// is taken for.
class TestAnswerForms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void files_data();
    void files();
    void fences_data();
    void fences();
    void searchReplace_data();
    void searchReplace();
    void autos_data();
    void autos();
    void names();
};

namespace {

QByteArray block(const QByteArray &search, const QByteArray &replace)
{
    return "<<<<<<< SEARCH\n" + search + "=======\n" + replace + ">>>>>>> REPLACE\n";
}

} // namespace

void TestAnswerForms::files_data()
{
    QTest::addColumn<AnswerForm>("form");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("outcome");
    const auto file = AnswerForm::File;
    const auto completion = AnswerForm::Completion;
    const auto row = [](const char *name, AnswerForm form, const QString &target,
                        const QByteArray &answer, const QByteArray &outcome) {
        QTest::newRow(name) << form << target << answer << outcome;
    };
    row("a file", file, u"a.txt"_s, "new\n", "a.txt: new\\n");
    row("byte for byte", file, u"a.txt"_s, " \r\n\t x", "a.txt:  \\r\\n\t x");
    row("an empty file", file, u"a.txt"_s, "", "a.txt: ");
    row("a new file", file, u"new/a.txt"_s, "new\n", "new/a.txt: new\\n");
    row("keeps its mode", file, u"run.sh"_s, "new\n", "run.sh (executable): new\\n");
    row("fences are content", file, u"a.txt"_s, "```\nx\n```\n", "a.txt: ```\\nx\\n```\\n");
    row("the same", file, u"twice.txt"_s, "x\ny\nx\ny\n", "");
    row("over a link", file, u"link"_s, "x", "through-symlink ... ");
    row("a NUL", file, u"a.txt"_s, QByteArray("a\0b", 3), "binary ... NUL byte at offset 1");
    row("not UTF-8", file, u"a.txt"_s, "a\xff", "binary ... UTF-8");
    row("a picture", file, u"image.png"_s, QByteArray("\x89PNG\r\n\x1a\n\0", 9), "binary ... ");
    row("huge", file, u"a.txt"_s, QByteArray(5 << 20, 'x'), "too-large ... 5242880 bytes");
    row("no target", file, {}, "x", "ERROR applying");

    row("completion", completion, u"a.txt"_s, "nine\n",
        "a.txt: one\\ntwo\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\nnine\\n");
    row("completion without a newline", completion, u"no-end.txt"_s, "!\n",
        "no-end.txt: one\\ntwo!\\n");
    row("completion of nothing", completion, u"new.txt"_s, "x", "new.txt: x");
    row("completion by nothing", completion, u"a.txt"_s, "", "");
    row("completion with CR LF stays", completion, u"twice.txt"_s, "z\r\n",
        "twice.txt: x\\ny\\nx\\ny\\nz\\r\\n");
    row("none", AnswerForm::None, {}, QByteArray("\0\xff", 2), "");
}

void TestAnswerForms::files()
{
    QFETCH(AnswerForm, form);
    QFETCH(QString, target);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, outcome);
    AnswerBench bench;
    bench.context.form = form;
    bench.context.targetFile = target;
    const QByteArray found = bench.apply(answer);
    if (outcome.startsWith("ERROR")) { // the scenario's fault, not the answer's
        QVERIFY2(found.startsWith("ERROR") && found.contains("target file"), found);
        return;
    }
    const QByteArray wrong = unexpected(found, outcome);
    QVERIFY2(wrong.isEmpty(), wrong);
}

void TestAnswerForms::fences_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("outcome"); ///< for the target new.py
    const auto row = [](const char *name, const QByteArray &answer, const QByteArray &outcome) {
        QTest::newRow(name) << answer << outcome;
    };
    row("one block", "Here:\n```python\nx = 1\n```\nDone.\n", "new.py: x = 1\\n");
    row("without a tag", "```\nx = 1\n```\n", "new.py: x = 1\\n");
    row("another name of the language", "```py\nx = 1\n```\n", "new.py: x = 1\\n");
    row("a tag in capitals", "```Python\nx = 1\n```\n", "new.py: x = 1\\n");
    row("a tag with a file", "```python:new.py\nx = 1\n```\n", "new.py: x = 1\\n");
    row("a tag with attributes", "```{.python .numberLines}\nx = 1\n```\n", "new.py: x = 1\\n");
    row("tildes", "~~~python\nx = '```'\n~~~\n", "new.py: x = '```'\\n");
    row("a longer fence", "````python\n```\nx\n```\n````\n", "new.py: ```\\nx\\n```\\n");
    row("indented in a list", "1. So:\n   ```python\n   if x:\n       y\n   ```\n",
        "new.py: if x:\\n    y\\n");
    row("not closed", "```python\nx = 1\n", "new.py: x = 1\\n");
    row("CR LF", "```python\r\nx = 1\r\n```\r\n", "new.py: x = 1\\r\\n");
    row("inline code is none", "Use ```x``` here.\n```python\nx = 1\n```\n", "new.py: x = 1\\n");
    row("the language before others",
        "```bash\npip install x y z\n```\n```python\nx = 1\n```\n```json\n{\"a\": 1, \"b\": "
        "2}\n```\n",
        "new.py: x = 1\\n");
    row("the longest", "```python\nx = 1\n```\n```python\nx = 1\ny = 2\n```\n```python\nz\n```\n",
        "new.py: x = 1\\ny = 2\\n");
    row("the last of equals", "```python\nx = 1\n```\n```python\nx = 2\n```\n", "new.py: x = 2\\n");
    row("an untagged one before another language", "```json\n{\"a\": 1}\n```\n```\nx\n```\n",
        "new.py: x\\n");
    row("no block", "I can't do that.\n", "no-code ... I can't do that");
    row("only a shell's", "```bash\nrm -rf /\n```\n",
        "no-code ... none of the answer's fenced blocks");
    row("only empty ones", "```python\n\n```\n", "no-code ... ");
    row("empty", "", "no-code ... ");
    row("escapes", "\x1b[31mNo\n", "no-code ... ␛[31mNo");
}

void TestAnswerForms::fences()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, outcome);
    AnswerBench bench;
    bench.context.form = AnswerForm::Fenced;
    bench.context.targetFile = u"new.py"_s;
    bench.context.language = u"python"_s;
    bench.context.fenceTags = {u"py"_s};
    const QByteArray wrong = unexpected(bench.apply(answer), outcome);
    QVERIFY2(wrong.isEmpty(), wrong);
}

void TestAnswerForms::searchReplace_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char *name, const QByteArray &answer, const QByteArray &outcome) {
        QTest::newRow(name) << answer << outcome;
    };
    const QByteArray changed = "a.txt: one\\nTWO\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n";
    const QByteArray two = block("two\n", "TWO\n");
    row("one block", "a.txt\n" + two, changed);
    row("within a chat", "Change it:\n\n**`a.txt`**:\n```\n" + two + "```\nDone.\n", changed);
    row("a file in the fence", "```text:a.txt\n" + two + "```\n", changed);
    row("File:", "File: ./a.txt\n" + two, changed);
    row("for the target", two, changed);
    row("two blocks of one file", "a.txt\n" + two + '\n' + block("eight\n", "EIGHT\nnine\n"),
        "a.txt: one\\nTWO\\nthree\\nfour\\nfive\\nsix\\nseven\\nEIGHT\\nnine\\n");
    row("one after the other", "a.txt\n" + two + block("TWO\n", "2\n"),
        "a.txt: one\\n2\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n");
    row("two files", "a.txt\n" + two + "run.sh\n" + block("echo\n", "true\n"),
        changed + "\nrun.sh (executable): #!/bin/sh\\ntrue\\n");
    row("lines go", "a.txt\n" + block("two\nthree\n", ""),
        "a.txt: one\\nfour\\nfive\\nsix\\nseven\\neight\\n");
    row("a new file", "new/x.txt\n" + block("", "x\n"), "new/x.txt: x\\n");
    row("an empty file is filled", "empty.txt\n" + block("", "x\n"), "empty.txt: x\\n");
    row("other marks", "a.txt\n<<<<< ORIGINAL\ntwo\n=====\nTWO\n>>>>> UPDATED\n", changed);
    row("a line of equal signs", "a.txt\n" + block("two\n", "======\nTWO\n"),
        "a.txt: one\\n======\\nTWO\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\n");
    row("other spaces at line ends", "a.txt\n" + block("two  \nthree\t\n", "TWO\nthree\n"),
        changed);
    row("LF against CR LF", "crlf.txt\n" + two,
        "crlf.txt: "
        "one\\r\\nTWO\\r\\nthree\\r\\nfour\\r\\nfive\\r\\nsix\\r\\nseven\\r\\neight\\r\\n");
    row("CR LF against LF", ("a.txt\n" + two).replace("\n", "\r\n"), changed);
    row("the end without a newline", "no-end.txt\n" + block("two\n", "TWO\n"),
        "no-end.txt: one\\nTWO");

    row("not there", "a.txt\n" + block("zwei\n", "TWO\n"), "does-not-apply ... zwei");
    row("nearly there", "a.txt\n" + block("one\ntwo\ndrei\n", "x\n"),
        "does-not-apply ... 1: \"one\"");
    row("other indentation", "src/b.py\n" + block("return x\n", "return 2\n"),
        "does-not-apply ... ");
    row("twice", "twice.txt\n" + block("x\n", "z\n"), "ambiguous ... lines 1, 3");
    row("empty, but the file is not", "a.txt\n" + block("", "x\n"), "ambiguous ... empty");
    row("no such file", "none.txt\n" + block("x\n", "y\n"), "not-there ... none.txt");
    row("cut off", "a.txt\n<<<<<<< SEARCH\ntwo\n=======\nTWO\n", "does-not-apply ... REPLACE");
    row("no divider", "a.txt\n<<<<<<< SEARCH\ntwo\n>>>>>>> REPLACE\n",
        "does-not-apply ... =======");
    row("no blocks", "Nothing to do.\n", "no-code ... Nothing to do.");
    row("through a link", "folder-link/b.py\n" + block("import os\n", "x\n"),
        "through-symlink ... ");
    row("a link", "link\n" + two, "through-symlink ... ");
    row("out", "../x.txt\n" + block("", "x\n"), "path-escapes ... ");
    row("into git", ".git/config\n" + block("", "x\n"), "path-in-git ... ");
    row("nothing is applied in part",
        "run.sh\n" + block("echo\n", "true\n") + "a.txt\n" + block("zwei\n", "x\n"),
        "does-not-apply ... zwei");
}

void TestAnswerForms::searchReplace()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, outcome);
    AnswerBench bench;
    bench.context.form = AnswerForm::SearchReplace;
    if (QByteArrayView(QTest::currentDataTag()) == "for the target")
        bench.context.targetFile = u"a.txt"_s;
    const QByteArray wrong = unexpected(bench.apply(answer), outcome);
    QVERIFY2(wrong.isEmpty(), wrong);
}

void TestAnswerForms::autos_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<AnswerForm>("form"); ///< where a.txt is asked for
    QTest::newRow("a text") << QByteArray("x = 1\n") << AnswerForm::File;
    QTest::newRow("a fence") << QByteArray("So:\n```\nx\n```\n") << AnswerForm::Fenced;
    QTest::newRow("a diff") << QByteArray("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n")
                            << AnswerForm::Diff;
    QTest::newRow("a fenced diff")
        << QByteArray("```diff\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n```\n") << AnswerForm::Diff;
    QTest::newRow("blocks") << block("a\n", "b\n") << AnswerForm::SearchReplace;
    QTest::newRow("fenced blocks") << "```\n" + block("a\n", "b\n") + "```\n"
                                   << AnswerForm::SearchReplace;
    QTest::newRow("half a block") << QByteArray("<<<<<<< SEARCH\nx\n") << AnswerForm::File;
    QTest::newRow("a rule and a list") << QByteArray("---\n- one\n+ two\n") << AnswerForm::File;
}

void TestAnswerForms::autos()
{
    QFETCH(QByteArray, answer);
    QFETCH(AnswerForm, form);
    AnswerContext context;
    context.targetFile = u"a.txt"_s;
    QCOMPARE(chosenForm(answer, context), form);
    if (form == AnswerForm::File) {
        context.symbol = SymbolRange{u"f"_s, {}, {1, 2}, {2, 2}};
        QCOMPARE(chosenForm(answer, context), AnswerForm::Body);
    }
}

void TestAnswerForms::names()
{
    for (int i = 0; i <= int(AnswerForm::None); ++i) {
        const auto form = answerFormFromName(answerFormName(AnswerForm(i)));
        QVERIFY(form);
        QCOMPARE(*form, AnswerForm(i));
    }
    QVERIFY(!answerFormFromName(u"patch"_s));
}

QTEST_GUILESS_MAIN(TestAnswerForms)
#include "tst_answer_forms.moc"
