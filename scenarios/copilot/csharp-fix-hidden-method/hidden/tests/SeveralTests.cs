using NUnit.Framework;

namespace Billing.Tests
{
    public class SeveralTests
    {
        [TestCase(1, 100)]
        [TestCase(9, 900)]
        [TestCase(10, 900)]
        [TestCase(25, 2300)]
        public void CountsOnABill(int count, int cents)
        {
            var bill = new Bill();
            bill.Add(new Several("roll", 100, count));
            bill.Add(new Position("jam", 50));
            Assert.That(bill.Total(), Is.EqualTo(cents + 50));
        }

        [Test]
        public void KnowsItsOwnTotal()
        {
            Assert.That(new Several("roll", 40, 3).Total(), Is.EqualTo(120));
        }
    }
}
