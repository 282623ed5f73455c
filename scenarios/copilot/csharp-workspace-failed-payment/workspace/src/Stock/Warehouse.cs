using System.Collections.Generic;

namespace Shop.Stock
{
    public class Warehouse
    {
        private readonly Dictionary<string, int> stock = new Dictionary<string, int>();

        public void Deliver(string article, int count)
        {
            stock[article] = Available(article) + count;
        }

        public int Available(string article)
        {
            return stock.TryGetValue(article, out int count) ? count : 0;
        }

        public void Reserve(string article, int count)
        {
            if (Available(article) < count)
                throw new OutOfStockException(article, Available(article));
            stock[article] -= count;
        }

        public void Release(string article, int count)
        {
            Deliver(article, count);
        }
    }
}
