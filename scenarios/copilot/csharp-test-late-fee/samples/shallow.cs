using System;
using NUnit.Framework;

namespace Library.Tests
{
    public class LateFeeTests
    {
        [Test]
        public void GivesAFee()
        {
            var due = new DateTime(2024, 3, 4);
            Assert.That(LateFee.For(due, due.AddDays(30), false), Is.GreaterThan(0));
            Assert.That(LateFee.For(due, due.AddDays(30), true), Is.GreaterThan(0));
        }

        [Test]
        public void GivesNoFee()
        {
            var due = new DateTime(2024, 3, 4);
            Assert.That(LateFee.For(due, due, false), Is.EqualTo(0));
        }

        [Test]
        public void NeverThrows()
        {
            Assert.That(() => LateFee.For(DateTime.Today, DateTime.Today, true), Throws.Nothing);
        }
    }
}
