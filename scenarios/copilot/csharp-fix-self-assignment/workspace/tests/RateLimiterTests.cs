using System;
using NUnit.Framework;

namespace Throttling.Tests
{
    public class RateLimiterTests
    {
        [Test]
        public void LetsTheFirstCallThrough()
        {
            Assert.That(new RateLimiter(5, () => DateTime.UtcNow).TryCall(), Is.True);
        }

        [Test]
        public void NeedsALimit()
        {
            Assert.That(() => new RateLimiter(0, () => DateTime.UtcNow), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }
}
