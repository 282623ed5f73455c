using System;
using NUnit.Framework;

namespace Net.Tests
{
    public class RetryPolicyTests
    {
        [Test]
        public void TriesAgain()
        {
            var policy = new RetryPolicy(3, TimeSpan.Zero);
            Assert.That(policy.Run(attempt => attempt < 3 ? throw new TimeoutException() : attempt, null), Is.EqualTo(3));
        }
    }
}
