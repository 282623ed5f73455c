using System;
using NUnit.Framework;

namespace Library.Tests
{
    [TestFixture]
    public class LoanTests
    {
        [Test]
        public void IsExtendedByTwoWeeks()
        {
            var loan = new Loan("Emma", new DateTime(2024, 1, 1));
            loan.Extend();
            Assert.That(loan.Due, Is.EqualTo(new DateTime(2024, 2, 12)));
        }
    }
}
