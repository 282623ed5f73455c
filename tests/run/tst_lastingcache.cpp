#include "core/run/lastingcache.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace touchstone;

class TestLastingCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersBeyondTheObject();
    void keepsWorldsApart();
    void failuresAreNotKept();
    void dropsWhatWasUsedLongestAgo();
    void beginsAnew_data();
    void beginsAnew();
    void doesWithoutAFile();
    void isSharedByThreadsAndObjects();
};

namespace {

const Digest world = Digest::of("world");

std::function<Result<Json>()> gives(const Json &value)
{
    return [value] { return Result<Json>(value); };
}

/// What a cache made anew finds, else "computed".
Json found(const QString &path, const char *key, const Digest &where = world,
           qint64 maxBytes = 512 * MiB)
{
    QString problem;
    const auto cache = openLastingCache(path, where, &problem, maxBytes);
    return problem.isEmpty() ? *cache->get(Digest::of(key), gives("computed")) : Json(problem);
}

} // namespace

void TestLastingCache::remembersBeyondTheObject()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"deeper/results.sqlite"_s);
    const Json value{{"text", std::string(5000, 'x')}, {"list", {1, 2.5, nullptr, true}}};
    QCOMPARE(*openLastingCache(path, world, nullptr)->get(Digest::of("a"), gives(value)), value);
    QCOMPARE(found(path, "a"), value);
    openLastingCache(path, world, nullptr)->put(Digest::of("b"), "put");
    QCOMPARE(found(path, "b"), Json("put"));
    QCOMPARE(found(path, "c"), Json("computed"));
}

void TestLastingCache::keepsWorldsApart()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"results.sqlite"_s);
    openLastingCache(path, world, nullptr)->put(Digest::of("a"), 1);
    QCOMPARE(found(path, "a", Digest::of("another")), Json("computed"));
    QCOMPARE(found(path, "a"), Json(1));
}

void TestLastingCache::failuresAreNotKept()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"results.sqlite"_s);
    const auto failed = openLastingCache(path, world, nullptr)->get(Digest::of("a"), [] {
        return Result<Json>(fail(ErrorCode::ToolMissing, u"pylint"_s));
    });
    QVERIFY(!failed);
    QCOMPARE(found(path, "a"), Json("computed"));
}

void TestLastingCache::dropsWhatWasUsedLongestAgo()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"results.sqlite"_s);
    {
        const auto cache = openLastingCache(path, world, nullptr);
        for (int i = 0; i < 20; ++i) {
            QByteArray noise; // does not get smaller by compression
            for (int k = 0; k < 300; ++k)
                noise += Digest::of(QByteArray::number(i * 1000 + k)).hex().toLatin1();
            cache->put(Digest::of(QByteArray::number(i)), noise.toStdString());
            QTest::qSleep(2); // another millisecond, by which use is ordered
        }
    }
    const qint64 before = QFileInfo(path).size();
    QCOMPARE(found(path, "0", world, before / 2), Json("computed"));
    QVERIFY(found(path, "19") != Json("computed"));
    QVERIFY(QFileInfo(path).size() < before);
}

void TestLastingCache::beginsAnew_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no database") << QByteArray("this is a shopping list\n").repeated(100);
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray("SQLite format 3\0\x10\0", 18);
}

void TestLastingCache::beginsAnew()
{
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"results.sqlite"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    openLastingCache(path, world, nullptr)->put(Digest::of("a"), 1);
    QCOMPARE(found(path, "a"), Json(1));
}

void TestLastingCache::doesWithoutAFile()
{
    QString problem;
    const auto cache = openLastingCache(u"/proc/no/such/place/results.sqlite"_s, world, &problem);
    QVERIFY2(problem.contains(u"/proc/no/such/place"_s), qPrintable(problem));
    QCOMPARE(*cache->get(Digest::of("a"), gives(1)), Json(1));
    QCOMPARE(*cache->get(Digest::of("a"), gives(2)), Json(1));
}

void TestLastingCache::isSharedByThreadsAndObjects()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"results.sqlite"_s);
    const auto one = openLastingCache(path, world, nullptr);
    const auto other = openLastingCache(path, world, nullptr);
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 50; ++i)
                    (t % 2 == 0 ? one : other)->put(Digest::of(QByteArray::number(i * 4 + t)), i);
            });
    }
    for (int i = 0; i < 200; ++i)
        QCOMPARE(*one->get(Digest::of(QByteArray::number(i)), gives("computed")), Json(i / 4));
}

QTEST_GUILESS_MAIN(TestLastingCache)
#include "tst_lastingcache.moc"
