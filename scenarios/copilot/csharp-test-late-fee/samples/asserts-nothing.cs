using NUnit.Framework;

namespace Library.Tests
{
    public class LateFeeTests
    {
        [TestCase(1)]
        [TestCase(2)]
        [TestCase(3)]
        public void HasAMost(int days)
        {
            Assert.That(LateFee.Most, Is.GreaterThan(days * LateFee.PerDay));
        }
    }
}
