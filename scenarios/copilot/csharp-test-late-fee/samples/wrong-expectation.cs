using System;
using NUnit.Framework;

namespace Library.Tests
{
    [TestFixture]
    public class LateFeeTests
    {
        private static readonly DateTime monday = new DateTime(2024, 3, 4);

        [TestCase(0, 0)]
        [TestCase(1, 20)]
        [TestCase(4, 80)]
        [TestCase(5, 100)]
        [TestCase(6, 80)]
        [TestCase(7, 100)]
        [TestCase(34, 480)]
        [TestCase(35, 500)]
        [TestCase(36, 500)]
        [TestCase(365, 500)]
        public void GrownUpsPayForWorkingDays(int daysLater, int cents)
        {
            Assert.That(LateFee.For(monday, monday.AddDays(daysLater), false), Is.EqualTo(cents));
        }

        [TestCase(1, 10)]
        [TestCase(3, 30)]
        [TestCase(365, 250)]
        public void ChildrenPayHalf(int daysLater, int cents)
        {
            Assert.That(LateFee.For(monday, monday.AddDays(daysLater), true), Is.EqualTo(cents));
        }

        [Test]
        public void NothingForABookThatIsEarly()
        {
            Assert.That(LateFee.For(monday, monday.AddDays(-10), false), Is.Zero);
        }

        [Test]
        public void TheTimeOfDayDoesNotMatter()
        {
            Assert.That(LateFee.For(monday.AddHours(9), monday.AddHours(23), false), Is.Zero);
            Assert.That(LateFee.For(monday.AddHours(23), monday.AddDays(1).AddHours(1), false), Is.EqualTo(20));
        }
    }
}
