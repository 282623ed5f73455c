using System;
using System.Linq;
using NUnit.Framework;

namespace Throttling.Tests
{
    public class LimitTests
    {
        [TestCase(1)]
        [TestCase(3)]
        [TestCase(100)]
        public void KeepsToItsLimit(int limit)
        {
            var now = new DateTime(2024, 1, 1);
            var limiter = new RateLimiter(limit, () => now);
            Assert.That(Enumerable.Range(0, 200).Count(i => limiter.TryCall()), Is.EqualTo(limit));
            now = now.AddMinutes(1);
            Assert.That(Enumerable.Range(0, 200).Count(i => limiter.TryCall()), Is.EqualTo(limit));
        }
    }
}
