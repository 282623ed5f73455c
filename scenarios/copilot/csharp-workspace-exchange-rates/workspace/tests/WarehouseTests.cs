using NUnit.Framework;
using Shop.Stock;

namespace Shop.Tests
{
    public class WarehouseTests
    {
        [Test]
        public void ReservesWhatThereIs()
        {
            var warehouse = new Warehouse();
            warehouse.Deliver("lamp", 3);
            warehouse.Reserve("lamp", 2);
            Assert.That(warehouse.Available("lamp"), Is.EqualTo(1));
            Assert.That(() => warehouse.Reserve("lamp", 2), Throws.TypeOf<OutOfStockException>());
        }
    }
}
