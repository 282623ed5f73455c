using System.Collections.Generic;
using System.Linq;

namespace Shop.Orders
{
    public class Order
    {
        public Order(string customer, string currency, IEnumerable<OrderLine> lines)
        {
            Customer = customer;
            Currency = currency;
            Lines = lines.ToList();
        }

        public string Customer { get; }
        public string Currency { get; }
        public IReadOnlyList<OrderLine> Lines { get; }
    }

    public class OrderLine
    {
        public OrderLine(string article, int count, decimal price)
        {
            Article = article;
            Count = count;
            Price = price;
        }

        public string Article { get; }
        public int Count { get; }
        public decimal Price { get; }
    }
}
