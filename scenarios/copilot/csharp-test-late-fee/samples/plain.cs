using System;
using NUnit.Framework;

namespace Library.Tests
{
    public class LateFeeTests
    {
        private static int Fee(string due, string returned, bool isChild = false)
        {
            return LateFee.For(DateTime.Parse(due), DateTime.Parse(returned), isChild);
        }

        [Test]
        public void OnTime()
        {
            Assert.AreEqual(0, Fee("2024-03-04", "2024-03-04"));
            Assert.AreEqual(0, Fee("2024-03-04", "2024-02-01"));
        }

        [Test]
        public void Late()
        {
            Assert.AreEqual(20, Fee("2024-03-04", "2024-03-05"));
            Assert.AreEqual(40, Fee("2024-03-04", "2024-03-06"));
        }

        [Test]
        public void OverTheWeekend()
        {
            Assert.AreEqual(0, Fee("2024-03-08", "2024-03-09"));
            Assert.AreEqual(0, Fee("2024-03-08", "2024-03-10"));
            Assert.AreEqual(20, Fee("2024-03-08", "2024-03-11"));
        }

        [Test]
        public void AtMost()
        {
            Assert.AreEqual(480, Fee("2024-03-04", "2024-04-05"));
            Assert.AreEqual(500, Fee("2024-03-04", "2024-06-04"));
            Assert.AreEqual(250, Fee("2024-03-04", "2024-06-04", true));
        }

        [Test]
        public void Children()
        {
            Assert.AreEqual(10, Fee("2024-03-04", "2024-03-05", true));
            Assert.AreEqual(50, Fee("2024-03-04", "2024-03-11", true));
        }
    }
}
