using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Ledger
{
    /// <summary>Reads the bank's statement: a text and an amount on every line.</summary>
    public static class Statement
    {
        public static IList<Entry> Read(IEnumerable<string> lines)
        {
            return lines.Select(CsvLine.Split).Select(fields => new Entry(fields[0], Cents(fields[1]))).ToList();
        }

        private static long Cents(string amount)
        {
            return (long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100);
        }
    }
}
