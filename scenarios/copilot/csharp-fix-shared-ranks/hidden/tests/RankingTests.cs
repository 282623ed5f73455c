using System.Linq;
using NUnit.Framework;

namespace Tournament.Tests
{
    public class RankingTests
    {
        [Test]
        public void ThreeOfFiveShareARank()
        {
            var table = new Table();
            table.Record("A", 3, "E", 0);
            table.Record("B", 1, "C", 1);
            table.Record("D", 0, "X", 0);
            table.Record("X", 0, "E", 4);
            Assert.That(string.Join(", ", table.Ranking()), Is.EqualTo("1. A 3, 1. E 3, 3. B 1, 3. C 1, 3. D 1, 3. X 1"));
        }

        [Test]
        public void AllShareTheFirst()
        {
            var table = new Table();
            table.Record("B", 0, "A", 0);
            Assert.That(table.Ranking().Select(standing => standing.Rank), Is.EqualTo(new[] { 1, 1 }));
        }

        [Test]
        public void ThreeShareTheSecond()
        {
            var table = new Table();
            table.Record("A", 1, "E", 0);
            table.Record("A", 1, "F", 0);
            table.Record("B", 1, "E", 0);
            table.Record("C", 1, "E", 0);
            table.Record("D", 1, "F", 0);
            Assert.That(table.Ranking().Select(standing => standing.Rank), Is.EqualTo(new[] { 1, 2, 2, 2, 5, 5 }));
        }

        [Test]
        public void TwoSharedRanks()
        {
            var table = new Table();
            table.Record("A", 1, "C", 0);
            table.Record("B", 1, "D", 0);
            table.Record("A", 1, "E", 0);
            table.Record("B", 1, "F", 0);
            Assert.That(table.Ranking().Select(standing => standing.Rank), Is.EqualTo(new[] { 1, 1, 3, 3, 3, 3 }));
        }
    }
}
