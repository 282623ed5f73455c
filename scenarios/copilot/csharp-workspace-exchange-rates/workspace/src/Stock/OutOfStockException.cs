using System;

namespace Shop.Stock
{
    public class OutOfStockException : Exception
    {
        public OutOfStockException(string article, int left) : base(article + ": only " + left + " left")
        {
            Article = article;
        }

        public string Article { get; }
    }
}
