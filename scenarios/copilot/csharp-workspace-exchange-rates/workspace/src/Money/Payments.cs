using System;

namespace Shop.Money
{
    public interface IPayments
    {
        /// <exception cref="PaymentException">The customer's bank does not pay.</exception>
        Receipt Charge(string customer, decimal euros);
    }

    public class Receipt
    {
        public Receipt(string number, decimal euros)
        {
            Number = number;
            Euros = euros;
        }

        public string Number { get; }
        public decimal Euros { get; }
    }

    public class PaymentException : Exception
    {
        public PaymentException(string message) : base(message)
        {
        }
    }
}
