#include "core/check/check.h"

#include <QtTest/QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace Qt::StringLiterals;
using namespace touchstone;

class TestMemoryCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembers();
    void failuresAreNotKept();
    void exceptionsAreNotKept();
    void dropsWhatWasUsedLongestAgo();
    void doesTheWorkOnce();
};

void TestMemoryCache::remembers()
{
    const auto cache = makeMemoryCache();
    int calls = 0;
    const auto compute = [&] { return Result<Json>(Json(++calls)); };
    QCOMPARE(*cache->get(Digest::of("a"), compute), Json(1));
    QCOMPARE(*cache->get(Digest::of("a"), compute), Json(1));
    QCOMPARE(*cache->get(Digest::of("b"), compute), Json(2));
}

void TestMemoryCache::failuresAreNotKept()
{
    const auto cache = makeMemoryCache();
    const auto failed = cache->get(
        Digest::of("a"), [] { return Result<Json>(fail(ErrorCode::Cancelled, u"stopped"_s)); });
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::Cancelled);
    QCOMPARE(*cache->get(Digest::of("a"), [] { return Result<Json>(Json(7)); }), Json(7));
}

void TestMemoryCache::exceptionsAreNotKept()
{
    const auto cache = makeMemoryCache();
    QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                             (void)cache->get(Digest::of("a"), []() -> Result<Json> {
                                 throw std::runtime_error("boom");
                             }));
    QCOMPARE(*cache->get(Digest::of("a"), [] { return Result<Json>(Json(7)); }), Json(7));
}

void TestMemoryCache::dropsWhatWasUsedLongestAgo()
{
    const auto cache = makeMemoryCache(2);
    int calls = 0;
    const auto compute = [&] { return Result<Json>(Json(++calls)); };
    (void)cache->get(Digest::of("a"), compute);
    (void)cache->get(Digest::of("b"), compute);
    (void)cache->get(Digest::of("a"), compute);
    (void)cache->get(Digest::of("c"), compute); // drops b
    QCOMPARE(*cache->get(Digest::of("a"), compute), Json(1));
    QCOMPARE(*cache->get(Digest::of("b"), compute), Json(4));
}

void TestMemoryCache::doesTheWorkOnce()
{
    const auto cache = makeMemoryCache();
    std::atomic<int> calls = 0;
    std::atomic<int> wrong = 0;
    std::latch start(8);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                start.arrive_and_wait();
                for (int key = 0; key < 50; ++key) {
                    const auto value = cache->get(Digest::of(QByteArray::number(key)), [&] {
                        ++calls;
                        std::this_thread::yield();
                        return Result<Json>(Json(key));
                    });
                    wrong += !value || *value != Json(key);
                }
            });
        }
    }
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(calls.load(), 50);
}

QTEST_GUILESS_MAIN(TestMemoryCache)
#include "tst_memorycache.moc"
