using NUnit.Framework;

namespace Billing.Tests
{
    public class BillTests
    {
        [Test]
        public void AddsUp()
        {
            var bill = new Bill();
            bill.Add(new Position("tea", 250));
            bill.Add(new Position("cake", 380));
            Assert.That(bill.Total(), Is.EqualTo(630));
        }
    }
}
