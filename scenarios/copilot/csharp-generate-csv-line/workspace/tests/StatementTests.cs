using NUnit.Framework;

namespace Ledger.Tests
{
    public class StatementTests
    {
        [Test]
        public void ReadsTextAndAmount()
        {
            var entries = Statement.Read(new[] { "Rent,-700.50", "\"Bread, butter\",-4.20" });
            Assert.That(entries, Has.Count.EqualTo(2));
            Assert.That(entries[0].Cents, Is.EqualTo(-70050));
            Assert.That(entries[1].Text, Is.EqualTo("Bread, butter"));
        }
    }
}
