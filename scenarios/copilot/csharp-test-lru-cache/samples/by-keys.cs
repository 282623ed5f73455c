using System.Collections.Generic;
using NUnit.Framework;

namespace Caching.Tests
{
    public class LruCacheTests
    {
        private static string Keys(LruCache<int, string> cache)
        {
            var found = new List<string>();
            for (int key = 1; key <= 5; ++key)
                if (cache.TryGet(key, out string value))
                    found.Add(key + value);
            return string.Join(" ", found);
        }

        private static LruCache<int, string> Full()
        {
            var cache = new LruCache<int, string>(3);
            cache.Set(1, "a");
            cache.Set(2, "b");
            cache.Set(3, "c");
            return cache;
        }

        [Test]
        public void Fills()
        {
            Assert.AreEqual("1a 2b 3c", Keys(Full()));
            Assert.Catch<System.ArgumentException>(() => new LruCache<int, string>(0));
        }

        [Test]
        public void Forgets()
        {
            var cache = Full();
            cache.Set(4, "d");
            Assert.AreEqual("2b 3c 4d", Keys(cache));
            Assert.AreEqual(3, cache.Count);
        }

        [Test]
        public void Uses()
        {
            var cache = Full();
            Assert.IsTrue(cache.TryGet(1, out _));
            cache.Set(2, "B");
            cache.Set(4, "d");
            Assert.AreEqual("1a 2B 4d", Keys(cache));
        }
    }
}
