#include "app/ide/location.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace touchstone::ide;

using Place = QMap<QString, QString>;

/// Links that reopen a page.
class TestLocation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrips_data();
    void roundTrips();
    void findsFilesWithAHash();
    void severalPaths();
};

void TestLocation::roundTrips_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("path");
    QTest::addColumn<Place>("place");
    QTest::newRow("a file") << u"a.touchstone"_s << u"/f/a.touchstone"_s << Place();
    QTest::newRow("climbs") << u"../b"_s << u"/b"_s << Place();
    QTest::newRow("an attempt") << u"/r/a.touchstone#attempt=01J&step=3"_s << u"/r/a.touchstone"_s
                                << Place{{u"attempt"_s, u"01J"_s}, {u"step"_s, u"3"_s}};
    QTest::newRow("a filter") << u"/r/a.touchstone#filter=check%3Atests%20%26%20%23%22%25"_s
                              << u"/r/a.touchstone"_s
                              << Place{{u"filter"_s, u"check:tests & #\"%"_s}};
    QTest::newRow("our own page") << u"touchstone:settings"_s << u"touchstone:settings"_s
                                  << Place();
    QTest::newRow("plus signs stay")
        << u"/a#agent=x%2By"_s << u"/a"_s << Place{{u"agent"_s, u"x+y"_s}};
}

void TestLocation::roundTrips()
{
    QFETCH(const QString, text);
    const Location location = Location::parse(text, u"/f"_s);
    QTEST(location.path, "path");
    QTEST(location.place, "place");
    QCOMPARE(Location::parse(location.text(), u"/f"_s), location);
}

void TestLocation::findsFilesWithAHash()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"issue#7.touchstone"_s);
    QVERIFY(QFile(path).open(QIODevice::WriteOnly));
    QCOMPARE(Location::parse(u"issue#7.touchstone"_s, folder.path()), (Location{path, {}}));
    const Location attempt{path, {{u"attempt"_s, u"1"_s}}};
    QCOMPARE(Location::parse(attempt.text(), {}), attempt);
}

void TestLocation::severalPaths()
{
    const QStringList paths{u"/a;b.touchstone"_s, u"/100%.touchstone"_s, u"/%3B"_s, u"/c"_s};
    QCOMPARE(splitPaths(joinedPaths(paths)), paths);
    QCOMPARE(splitPaths({}), QStringList());
}

QTEST_GUILESS_MAIN(TestLocation)
#include "tst_location.moc"
