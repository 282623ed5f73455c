using System;
using NUnit.Framework;

namespace Ledger.Tests
{
    public class CsvLineTests
    {
        private static readonly object[] good =
        {
            new object[] { "", new[] { "" } },
            new object[] { "a", new[] { "a" } },
            new object[] { "a,b,c", new[] { "a", "b", "c" } },
            new object[] { ",", new[] { "", "" } },
            new object[] { " a , b ", new[] { " a ", " b " } },
            new object[] { "\"\"", new[] { "" } },
            new object[] { "\"a,b\",c", new[] { "a,b", "c" } },
            new object[] { "\"say \"\"yes\"\"\",no", new[] { "say \"yes\"", "no" } },
            new object[] { "\"\"\"\"", new[] { "\"" } },
            new object[] { "x,\"\",", new[] { "x", "", "" } },
        };

        [TestCaseSource(nameof(good))]
        public void Splits(string line, string[] fields)
        {
            Assert.That(CsvLine.Split(line), Is.EqualTo(fields));
        }

        [TestCase("\"a")]
        [TestCase("a,\"")]
        [TestCase("\"a\"b")]
        [TestCase("\"a\" ,b")]
        [TestCase("a\"b\"")]
        [TestCase("a, \"b\"")]
        [TestCase("\"\"a")]
        public void Refuses(string line)
        {
            Assert.That(() => CsvLine.Split(line), Throws.TypeOf<FormatException>());
        }

        [Test]
        public void RefusesNull()
        {
            Assert.That(() => CsvLine.Split(null), Throws.ArgumentNullException);
        }
    }
}
