using System;
using System.Linq;
using Shop.Money;
using Shop.Stock;

namespace Shop.Orders
{
    /// <summary>Takes orders: reserves what is ordered, then asks for the money.</summary>
    public class OrderService
    {
        private readonly Warehouse warehouse;
        private readonly ExchangeRates rates;
        private readonly IPayments payments;

        public OrderService(Warehouse warehouse, ExchangeRates rates, IPayments payments)
        {
            this.warehouse = warehouse;
            this.rates = rates;
            this.payments = payments;
        }

        public Receipt Place(Order order)
        {
            foreach (OrderLine line in order.Lines)
                warehouse.Reserve(line.Article, line.Count);
            try
            {
                decimal euros = order.Lines.Sum(line => line.Count * line.Price) / rates.Of(order.Currency);
                return payments.Charge(order.Customer, Math.Round(euros, 2));
            }
            catch (PaymentException)
            {
                Undo(order);
                throw;
            }
        }

        private void Undo(Order order)
        {
            foreach (OrderLine line in order.Lines)
                warehouse.Release(line.Article, line.Count);
        }
    }
}
