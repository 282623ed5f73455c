using System;

namespace Signals
{
    /// <summary>Keeps the last measurements, and forgets the oldest when it is full.</summary>
    public class RingBuffer
    {
        private readonly double[] items;
        private int next;

        public RingBuffer(int capacity)
        {
            if (capacity < 1)
                throw new ArgumentOutOfRangeException(nameof(capacity));
            items = new double[capacity];
        }

        public int Count { get; private set; }

        public bool Add(double value)
        {
            if (double.IsNaN(value))
                throw new ArgumentException("not a number", nameof(value));
            items[next] = value;
            next = (next + 1) % items.Length;
            bool full = Count == items.Length;
            Count = full ? Count : Count + 1;
            return full;
        }

        public double Mean(int last)
        {
            if (last < 1 || last > Count)
                throw new ArgumentOutOfRangeException(nameof(last));
            double sum = 0;
            for (int i = 1; i <= last; ++i)
                sum += items[Wrapped(next - i)];
            return sum / last;
        }

        private int Wrapped(int index)
        {
            return (index % items.Length + items.Length) % items.Length;
        }
    }
}
