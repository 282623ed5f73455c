#include "core/run/course.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone;

/// How far a run is, told from its events.
class TestCourse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void events();
    void texts_data();
    void texts();
};

void TestCourse::events()
{
    Course course;
    QVERIFY(course.add({{"event", "run"}, {"attempts", 4}}));
    for (const char *outcome : {"passed", "failed", "error"})
        QVERIFY(course.add({{"event", "attempt"}, {"outcome", outcome}}));
    QVERIFY(!course.add({{"event", "note"}, {"message", "x"}}));
    QVERIFY(!course.add(Json()));
    QCOMPARE(course, (Course{4, 3, 1, 1, 0}));
    QCOMPARE(course.share(), 0.75);
    QVERIFY(!course.secondsLeft());
    course.seconds = 6;
    QCOMPARE(course.rate(), 0.5);
    QCOMPARE(course.secondsLeft(), std::optional(2.0));
    QCOMPARE(Course().share(), 1.0);
}

void TestCourse::texts_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("text");
    QTest::newRow("all") << 200 << u"50/100  ETA 10 s  2 errors  passed 25.0 % (12 of 48)  5.0/s"_s;
    QTest::newRow("less") << 50 << u"50/100  ETA 10 s  2 errors  passed 25.0 %  5.0/s"_s;
    QTest::newRow("least") << 3 << u"50/100"_s;
}

void TestCourse::texts()
{
    QFETCH(const int, width);
    QFETCH(const QString, text);
    const Course course{100, 50, 12, 2, 10};
    QCOMPARE(course.text(width), text);
    QVERIFY(course.bar(80).contains(u" 50 %"_s));
    QVERIFY(course.bar(80).size() <= 80);
}

QTEST_GUILESS_MAIN(TestCourse)
#include "tst_course.moc"
