using System;
using NUnit.Framework;

namespace Caching.Tests
{
    [TestFixture]
    public class LruCacheTests
    {
        private LruCache<string, int> cache = new LruCache<string, int>(2);

        private int? Get(string key)
        {
            return cache.TryGet(key, out int value) ? value : (int?)null;
        }

        [TestCase(0)]
        [TestCase(-1)]
        public void NeedsRoom(int capacity)
        {
            Assert.That(() => new LruCache<string, int>(capacity), Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        [Test]
        public void OneIsRoomEnough()
        {
            var small = new LruCache<int, int>(1);
            small.Set(1, 10);
            small.Set(2, 20);
            Assert.That(small.TryGet(1, out _), Is.False);
            Assert.That(small.TryGet(2, out int two), Is.True);
            Assert.That(two, Is.EqualTo(20));
        }

        [Test]
        public void KnowsNothingAtFirst()
        {
            Assert.That(cache.Count, Is.Zero, "the first of all tests");
            Assert.That(cache.TryGet("a", out int value), Is.False);
            Assert.That(value, Is.Zero);
        }

        [Test]
        public void ForgetsTheOldest()
        {
            cache.Set("a", 1);
            cache.Set("b", 2);
            cache.Set("c", 3);
            Assert.That(cache.Count, Is.EqualTo(2));
            Assert.That(Get("a"), Is.Null);
            Assert.That(Get("b"), Is.EqualTo(2));
            Assert.That(Get("c"), Is.EqualTo(3));
        }

        [Test]
        public void LookingUpIsAUse()
        {
            cache.Set("a", 1);
            cache.Set("b", 2);
            Get("a");
            cache.Set("c", 3);
            Assert.That(Get("a"), Is.EqualTo(1));
            Assert.That(Get("b"), Is.Null);
        }

        [Test]
        public void SettingAgainIsAUseAndTakesNoRoom()
        {
            cache.Set("a", 1);
            cache.Set("b", 2);
            cache.Set("a", 10);
            Assert.That(cache.Count, Is.EqualTo(2));
            cache.Set("c", 3);
            Assert.That(Get("a"), Is.EqualTo(10));
            Assert.That(Get("b"), Is.Null);
        }
    }
}
