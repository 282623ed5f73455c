using System;
using System.Linq;
using NUnit.Framework;

namespace Rooms.Tests
{
    public class IntervalSetTests
    {
        private static IntervalSet Of(params int[] bounds)
        {
            var set = new IntervalSet();
            for (int i = 0; i < bounds.Length; i += 2)
                set.Add(new Interval(bounds[i], bounds[i + 1]));
            return set;
        }

        [TestCase(0, 5, "10-20 30-40")]
        [TestCase(20, 30, "10-20 30-40")]
        [TestCase(10, 20, "30-40")]
        [TestCase(0, 50, "")]
        [TestCase(5, 15, "15-20 30-40")]
        [TestCase(15, 25, "10-15 30-40")]
        [TestCase(12, 18, "10-12 18-20 30-40")]
        [TestCase(15, 35, "10-15 35-40")]
        [TestCase(20, 31, "10-20 31-40")]
        [TestCase(15, 15, "10-20 30-40")]
        [TestCase(10, 10, "10-20 30-40")]
        public void Removes(int from, int to, string left)
        {
            var set = Of(10, 20, 30, 40);
            set.Remove(new Interval(from, to));
            Assert.That(string.Join(" ", set.Items), Is.EqualTo(left));
        }

        [Test]
        public void AgreesWithMinutes()
        {
            var random = new Random(7);
            var set = new IntervalSet();
            var minutes = new bool[60];
            for (int step = 0; step < 400; ++step)
            {
                int from = random.Next(60), to = random.Next(from, 61);
                bool adds = random.Next(2) == 0;
                if (adds)
                    set.Add(new Interval(from, to));
                else
                    set.Remove(new Interval(from, to));
                for (int i = from; i < to; ++i)
                    minutes[i] = adds;
                Assert.That(Enumerable.Range(0, 60).Select(set.Contains), Is.EqualTo(minutes));
                for (int i = 1; i < set.Items.Count; ++i)
                    Assert.That(set.Items[i - 1].To, Is.LessThan(set.Items[i].From));
            }
        }
    }
}
