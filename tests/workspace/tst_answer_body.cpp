#include "support/answerbench.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;
using namespace touchstone::test;

/// Bodies and definitions that come into the place of a symbol.
class TestAnswerBody : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void python_data();
    void python();
    void otherLanguages_data();
    void otherLanguages();
    void badRanges();
};

namespace {

const QByteArray module = R"(import os

LIMIT = 3


def twice(x):
    """Twice x."""
    pass


class Stack:
    def __init__(self):
        self.items = []

    def push(self, x):
        pass
)";
const SymbolRange twice{u"twice"_s, {}, {6, 8}, {8, 8}};
const SymbolRange push{u"Stack.push"_s, {}, {15, 16}, {16, 16}};

/// The module with its lines first to last (from 1) replaced.
QByteArray with(int first, int last, const QByteArray &text, QByteArray file = module)
{
    QByteArrayList lines = file.split('\n');
    QByteArray result = lines.first(first - 1).join('\n');
    if (first > 1)
        result += '\n';
    return result + text + lines.sliced(last).join('\n');
}

} // namespace

void TestAnswerBody::python_data()
{
    QTest::addColumn<bool>("method");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("after"); ///< "CODE ... words": refused
    const auto row = [](const char *name, bool method, const QByteArray &answer,
                        const QByteArray &after) {
        QTest::newRow(name) << method << answer << after;
    };
    const QByteArray body = with(8, 8, "    return 2 * x\n");
    row("a body", false, "    return 2 * x\n", body);
    row("a body without its indentation", false, "return 2 * x\n", body);
    row("a body with more", false, "            return 2 * x\n", body);
    row("a body in tabs", false, "\treturn 2 * x\n", body);
    row("a body without a newline", false, "    return 2 * x", body);
    row("a body with blank lines around", false, "\n\n    return 2 * x\n\n", body);
    row("a body whose first line was trimmed", false, "if x:\n        return 2 * x\n    return 0\n",
        with(8, 8, "    if x:\n        return 2 * x\n    return 0\n"));
    row("a body in a fence", false, "```python\nreturn 2 * x\n```\n", body);
    row("a body for a method", true, "self.items.append(x)\n",
        with(16, 16, "        self.items.append(x)\n"));
    row("a body with a string of several lines", true,
        "text = \"\"\"a\n  b\nc\"\"\"\nself.items.append(text)\n",
        with(16, 16, "        text = \"\"\"a\n  b\nc\"\"\"\n        self.items.append(text)\n"));

    const QByteArray definition = with(6, 8, "def twice(x):\n    return x + x\n");
    row("a definition", false, "def twice(x):\n    return x + x\n", definition);
    row("a definition in a fence", false,
        "```python\ndef twice(x):\n    return x + x\n```\nDone.\n", definition);
    row("a definition indented", false, "    def twice(x):\n        return x + x\n", definition);
    row("a definition with a decorator", false, "@cache\ndef twice(x):\n    return x + x\n",
        with(6, 8, "@cache\ndef twice(x):\n    return x + x\n"));
    row("a definition with imports", false,
        "from math import prod\nimport os\n\ndef twice(x):\n    return prod((2, x))\n",
        with(1, 1, "import os\nfrom math import prod\n",
             with(6, 8, "def twice(x):\n    return prod((2, x))\n")));
    row("a definition with a helper", false,
        "def half(x):\n    return x / 2\n\n\ndef twice(x):\n    return half(4 * x)\n",
        with(6, 8, "def half(x):\n    return x / 2\n\n\ndef twice(x):\n    return half(4 * x)\n"));
    row("a method", true, "def push(self, x):\n    self.items.append(x)\n",
        with(15, 16, "    def push(self, x):\n        self.items.append(x)\n"));
    row("a method within its class", true,
        "class Stack:\n    # …\n    def push(self, x):\n        self.items.append(x)\n",
        with(15, 16, "    # …\n    def push(self, x):\n        self.items.append(x)\n"));
    row("a method and its use", true,
        "def push(self, x):\n    self.items.append(x)\n\ns = Stack()\ns.push(1)\nprint(s)\n",
        with(15, 16, "    def push(self, x):\n        self.items.append(x)\n"));
    row("the whole class", true,
        "class Stack:\n    def __init__(self):\n        self.items = [0]\n\n    def push(self, "
        "x):\n "
        "       self.items.append(x)\n",
        with(
            11, 16,
            "class Stack:\n    def __init__(self):\n        self.items = [0]\n\n    def push(self, "
            "x):\n        self.items.append(x)\n"));
    const QByteArray whole = QByteArray(module).replace("    pass\n", "    return 1\n");
    row("the whole file", false, whole, whole);

    row("nothing", false, "", "no-code ... ");
    row("blank lines", false, "\n   \n", "no-code ... ");
    row("prose in a fence", false, "```text\nI can't.\n```", "no-code ... ");
}

void TestAnswerBody::python()
{
    QFETCH(bool, method);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, after);
    for (const bool crlf : {false, true}) {
        AnswerBench bench;
        const QByteArray file = crlf ? QByteArray(module).replace("\n", "\r\n") : module;
        bench.before = tree(bench.blobs, {{u"m.py"_s, file}});
        bench.context.form = AnswerForm::Body;
        bench.context.targetFile = u"m.py"_s;
        bench.context.language = u"python"_s;
        bench.context.symbol = method ? push : twice;
        const auto applied = applyAnswer(answer, bench.context, bench.before, bench.blobs);
        QVERIFY2(applied, applied ? "" : qPrintable(applied.error().text()));
        if (after.contains(" ... ")) {
            QVERIFY(applied->refusal);
            QCOMPARE(applied->refusal->code.toUtf8(), after.first(after.indexOf(' ')));
            QCOMPARE(applied->after, bench.before);
            continue;
        }
        QVERIFY2(!applied->refusal, applied->refusal ? qPrintable(applied->refusal->message) : "");
        QByteArray wanted = after;
        if (crlf)
            wanted.replace("\n", "\r\n");
        const QByteArray found = textOf(applied->after, u"m.py"_s, bench.blobs);
        QVERIFY2(found == wanted, "\n" + found + "\nexpected\n" + wanted);
    }
}

void TestAnswerBody::otherLanguages_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<SymbolRange>("symbol");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("after");
    const QByteArray js =
        "'use strict';\n\nfunction twice(x) {\n    return 0;\n}\n\nclass Stack {\n  "
        "  push(x) {\n        return 0;\n    }\n}\n\nmodule.exports = { twice, Stack "
        "};\n";
    const SymbolRange jsTwice{u"twice"_s, {}, {3, 5}, {4, 4}};
    const SymbolRange jsPush{u"Stack.push"_s, {}, {8, 10}, {9, 9}};
    const QString javascript = u"javascript"_s;
    QTest::newRow("a body") << javascript << js << jsTwice << QByteArray("return 2 * x;\n")
                            << with(4, 4, "    return 2 * x;\n", js);
    QTest::newRow("a function") << javascript << js << jsTwice
                                << QByteArray("function twice(x) {\n  return 2 * x;\n}\n")
                                << with(3, 5, "function twice(x) {\n  return 2 * x;\n}\n", js);
    QTest::newRow("a function with require")
        << javascript << js << jsTwice
        << QByteArray(
               "const fs = require('fs');\n\nfunction twice(x) {\n    return fs ? x : 0;\n}\n")
        << with(1, 1, "'use strict';\nconst fs = require('fs');\n",
                with(3, 5, "function twice(x) {\n    return fs ? x : 0;\n}\n", js));
    QTest::newRow("an arrow function")
        << javascript << js << jsTwice << QByteArray("const twice = (x) => 2 * x;\n")
        << with(3, 5, "const twice = (x) => 2 * x;\n", js);
    QTest::newRow("a method") << javascript << js << jsPush
                              << QByteArray("push(x) {\n    this.x = x;\n}\n")
                              << with(8, 10, "    push(x) {\n        this.x = x;\n    }\n", js);
    const QByteArray c = "#include <stdio.h>\n\nint twice(int x)\n{\n    return 0;\n}\n";
    QTest::newRow("C") << u"c"_s << c << SymbolRange{u"twice"_s, {}, {3, 6}, {5, 5}}
                       << QByteArray(
                              "#include <stdlib.h>\n#include <stdio.h>\nint twice(int x) {\n    "
                              "return abs(x);\n}\n")
                       << QByteArray(
                              "#include <stdio.h>\n#include <stdlib.h>\n\nint twice(int x) {\n   "
                              " return abs(x);\n}\n");
}

void TestAnswerBody::otherLanguages()
{
    QFETCH(QString, language);
    QFETCH(QByteArray, file);
    QFETCH(SymbolRange, symbol);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, after);
    AnswerBench bench;
    bench.before = tree(bench.blobs, {{u"m"_s, file}});
    bench.context.form = AnswerForm::Body;
    bench.context.targetFile = u"m"_s;
    bench.context.language = language;
    bench.context.symbol = symbol;
    const auto applied = applyAnswer(answer, bench.context, bench.before, bench.blobs);
    QVERIFY(applied);
    QVERIFY2(!applied->refusal, applied->refusal ? qPrintable(applied->refusal->message) : "");
    const QByteArray found = textOf(applied->after, u"m"_s, bench.blobs);
    QVERIFY2(found == after, "\n" + found + "\nexpected\n" + after);
}

/// A symbol that is not where the scenario says is the scenario's fault.
void TestAnswerBody::badRanges()
{
    AnswerBench bench;
    bench.before = tree(bench.blobs, {{u"m.py"_s, module}});
    bench.context.form = AnswerForm::Body;
    bench.context.targetFile = u"m.py"_s;
    for (const SymbolRange &bad :
         {SymbolRange{u"f"_s, {}, {0, 3}, {2, 3}}, SymbolRange{u"f"_s, {}, {6, 99}, {8, 99}},
          SymbolRange{u"f"_s, {}, {6, 8}, {6, 8}}, SymbolRange{u"f"_s, {}, {8, 6}, {8, 8}}}) {
        bench.context.symbol = bad;
        const auto applied = applyAnswer("pass\n", bench.context, bench.before, bench.blobs);
        QVERIFY(!applied);
        QCOMPARE(applied.error().code, ErrorCode::BadInput);
    }
    bench.context.symbol = twice;
    bench.before = tree(bench.blobs, {});
    const QByteArray gone = bench.apply("pass\n");
    QVERIFY2(gone.startsWith("not-there: "), gone);
}

QTEST_GUILESS_MAIN(TestAnswerBody)
#include "tst_answer_body.moc"
