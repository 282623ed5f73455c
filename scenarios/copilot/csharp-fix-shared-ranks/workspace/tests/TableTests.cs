using System.Linq;
using NUnit.Framework;

namespace Tournament.Tests
{
    public class TableTests
    {
        [Test]
        public void PointsCount()
        {
            var table = new Table();
            table.Record("A", 1, "B", 0);
            table.Record("B", 2, "A", 2);
            Assert.That(string.Join(", ", table.Ranking()), Is.EqualTo("1. A 4, 2. B 1"));
        }

        [Test]
        public void RanksAfterASharedOneAreLeftOut()
        {
            var table = new Table();
            table.Record("A", 1, "D", 0);
            table.Record("B", 1, "C", 1);
            Assert.That(table.Ranking().Select(standing => standing.Rank), Is.EqualTo(new[] { 1, 2, 2, 4 }));
        }
    }
}
