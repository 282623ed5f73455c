#include "app/ide/codeview.h"
#include "app/ide/highlighter.h"
#include "app/ide/languages.h"
#include "app/ide/look.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <set>

using namespace Qt::StringLiterals;
using namespace touchstone::ide;

/// Code in colours, whatever bytes it is made of.
class TestCodeView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void decodes_data();
    void decodes();
    void colours_data();
    void colours();
    void followsTheTheme();
    void showsAPartOfWhatIsHuge();
};

namespace {

int styleAt(const CodeView &view, qsizetype byte)
{
    return int(view.SendScintilla(QsciScintilla::SCI_GETSTYLEAT, size_t(byte))) & 0xff;
}

void styleAll(CodeView &view)
{
    view.SendScintilla(QsciScintilla::SCI_COLOURISE, 0UL, -1L);
}

} // namespace

/// As the desktop does: languages are read in a thread, and nobody waits for them.
void TestCodeView::initTestCase()
{
    applyLook(*qApp, Scheme::Light, 100);
    prepareLanguages();
    CodeView view;
    const QByteArray code = "def f(): pass\n";
    view.show(code, u"a.py"_s);
    QCOMPARE(view.SendScintilla(QsciScintilla::SCI_GETLENGTH), code.size());
    QTRY_VERIFY(view.lexer());
    QVERIFY(!areLanguagesBeingRead(&view, [] {}));
    styleAll(view);
    QVERIFY(styleAt(view, 0) != 0);
}

void TestCodeView::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("offsets");
    QTest::newRow("ASCII") << QByteArray("ab") << u"ab"_s << QList<int>();
    QTest::newRow("two bytes") << QByteArray("\xc3\xa4x") << u"äx"_s << QList<int>{0, 2, 3};
    QTest::newRow("a surrogate pair")
        << QByteArray("\xf0\x9f\x98\x80x") << u"😀x"_s << QList<int>{0, 0, 4, 5};
    QTest::newRow("a bad byte") << QByteArray("a\xff"
                                              "b")
                                << u"a\ufffdb"_s << QList<int>{0, 1, 2, 3};
    QTest::newRow("cut off") << QByteArray("\xe2\x82") << u"\ufffd\ufffd"_s << QList<int>{0, 1, 2};
    QTest::newRow("overlong") << QByteArray("\xc0\x80") << u"\ufffd\ufffd"_s << QList<int>{0, 1, 2};
    QTest::newRow("a surrogate in UTF-8")
        << QByteArray("\xed\xa0\x80") << u"\ufffd\ufffd\ufffd"_s << QList<int>{0, 1, 2, 3};
}

void TestCodeView::decodes()
{
    QFETCH(const QByteArray, bytes);
    const DecodedLine line = DecodedLine::of(bytes);
    QTEST(line.text, "text");
    QTEST(QList<int>(line.offsets.begin(), line.offsets.end()), "offsets");
}

void TestCodeView::colours_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("keyword"); // in a colour of its own
    QTest::newRow("Python") << u"a.py"_s << QByteArray("x = 1\ndef f():\n    return 2\n")
                            << QByteArray("return");
    QTest::newRow("Python after other letters")
        << u"a.py"_s << QByteArray("s = 'ä😀'; import os\n") << QByteArray("import");
    QTest::newRow("Python after bad bytes")
        << u"a.py"_s << QByteArray("s = '\xff\xfe'; import os\n") << QByteArray("import");
    QTest::newRow("C++") << u"a.cpp"_s << QByteArray("int f()\n{\n    return 1;\n}\n")
                         << QByteArray("return");
    QTest::newRow("Java") << u"A.java"_s << QByteArray("class A { }\n") << QByteArray("class");
    QTest::newRow("C#") << u"A.cs"_s << QByteArray("class A { }\n") << QByteArray("class");
    QTest::newRow("TypeScript") << u"a.ts"_s << QByteArray("const a = () => { return 1; };\n")
                                << QByteArray("return");
    QTest::newRow("JSON") << u"a.json"_s << QByteArray("{\"a\": true}\n") << QByteArray("true");
}

void TestCodeView::colours()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, keyword);
    CodeView view;
    view.show(code, file);
    styleAll(view);
    QCOMPARE(view.SendScintilla(QsciScintilla::SCI_GETLENGTH), code.size());
    const qsizetype at = code.indexOf(keyword);
    const int style = styleAt(view, at);
    QVERIFY(style != 0);
    for (qsizetype i = 1; i < keyword.size(); ++i)
        QCOMPARE(styleAt(view, at + i), style);
    QVERIFY(styleAt(view, at + keyword.size()) != style);
}

void TestCodeView::followsTheTheme()
{
    CodeView view;
    view.show("def f(): pass\n", u"a.py"_s);
    std::set<QRgb> papers;
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        applyLook(*qApp, scheme, 100);
        QApplication::sendPostedEvents();
        papers.insert(view.lexer()->defaultPaper(0).rgb());
        QCOMPARE(view.lexer()->defaultPaper(0).lightness() < 128, scheme == Scheme::Dark);
    }
    QCOMPARE(papers.size(), 2);
}

void TestCodeView::showsAPartOfWhatIsHuge()
{
    CodeView view;
    const QByteArray huge(CodeView::mostBytes + 1000, 'x');
    view.show(huge, u"a.txt"_s);
    QVERIFY(view.text(view.lines() - 1).contains(u"1000 more bytes"_s));
    view.show("small\n", u"a.txt"_s);
    QCOMPARE(view.text(), u"small\n"_s);
}

QTEST_MAIN(TestCodeView)
#include "tst_codeview.moc"
