using System;
using System.Collections.Generic;

namespace Shop.Money
{
    /// <summary>What a euro is worth in other currencies.</summary>
    public class ExchangeRates
    {
        private static readonly TimeSpan fresh = TimeSpan.FromHours(4);
        private readonly Dictionary<string, Quote> known = new Dictionary<string, Quote>();
        private readonly IRateSource source;
        private readonly Func<DateTime> clock;

        public ExchangeRates(IRateSource source, Func<DateTime> clock)
        {
            this.source = source;
            this.clock = clock;
        }

        public decimal Of(string currency)
        {
            if (currency == "EUR")
                return 1;
            if (!known.TryGetValue(currency, out Quote quote) || clock() - quote.Time > fresh)
                known[currency] = quote = new Quote(source.Fetch(currency), clock());
            return quote.Rate;
        }

        private struct Quote
        {
            public Quote(decimal rate, DateTime time)
            {
                Rate = rate;
                Time = time;
            }

            public decimal Rate { get; }
            public DateTime Time { get; }
        }
    }

    public interface IRateSource
    {
        decimal Fetch(string currency);
    }
}
