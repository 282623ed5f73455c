#include "app/ide/picker.h"

#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;
using namespace touchstone::ide;

/// What answers to what was typed, and the keys.
class TestPicker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scores_data();
    void scores();
    void keys();
};

void TestPicker::scores_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse"); // empty: `better` does not answer at all
    QTest::newRow("whole word") << u"zoom"_s << u"View: Zoom In"_s << u"View: Azoom"_s;
    QTest::newRow("beginnings of words") << u"qo"_s << u"Quick Open"_s << u"aqbo"_s;
    QTest::newRow("runs") << u"open"_s << u"File: Open"_s << u"o_p_e_n"_s;
    QTest::newRow("case does not matter") << u"DARK"_s << u"dark theme"_s << u"d a r k"_s;
    QTest::newRow("order matters") << u"ba"_s << u"b a"_s << u"ab"_s;
}

void TestPicker::scores()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, better);
    QFETCH(const QString, worse);
    const auto good = fuzzyScore(typed, better);
    QVERIFY(good);
    const auto bad = fuzzyScore(typed, worse);
    QVERIFY(!bad || *good > *bad);
    QVERIFY(!fuzzyScore(typed, u"~"_s));
}

void TestPicker::keys()
{
    QWidget window;
    window.resize(800, 600);
    Picker picker(&window);
    window.show();
    QString taken;
    std::vector<Choice> choices;
    for (const QString &title : {u"Alpha"_s, u"Beta"_s, u"Gamma"_s})
        choices.push_back({title, {}, {}, [&taken, title] { taken = title; }, title != u"Gamma"_s});
    picker.open(u"Test"_s, u"Type"_s, choices);
    auto *line = picker.findChild<QLineEdit *>();
    QVERIFY(picker.isVisible());
    QCOMPARE(picker.current(), u"Alpha"_s);
    QTest::keyClick(line, Qt::Key_Down);
    QCOMPARE(picker.current(), u"Beta"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(taken, u"Beta"_s);
    QVERIFY(!picker.isVisible());

    taken.clear();
    picker.open(u"Test"_s, u"Type"_s, choices);
    QTest::keyClicks(line, u"gam"_s);
    QCOMPARE(picker.current(), u"Gamma"_s);
    QTest::keyClick(line, Qt::Key_Return); // it can't be done now
    QVERIFY(taken.isEmpty() && picker.isVisible());
    line->clear();
    QTest::keyClicks(line, u"zzz"_s);
    QTest::keyClick(line, Qt::Key_Return); // nothing answers
    QVERIFY(taken.isEmpty());
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!picker.isVisible());
}

QTEST_MAIN(TestPicker)
#include "tst_picker.moc"
