using System;

namespace Signals
{
    /// <summary>
    /// A buffer of fixed size for measurements.
    /// </summary>
    /// <remarks>
    /// When it is full, a new measurement takes the oldest one's place.
    /// </remarks>
    public class RingBuffer
    {
        private readonly double[] items;
        private int next;

        /// <summary>Makes an empty buffer.</summary>
        /// <param name="capacity">How many measurements it can keep; at least 1.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is less than 1.</exception>
        public RingBuffer(int capacity)
        {
            if (capacity < 1)
                throw new ArgumentOutOfRangeException(nameof(capacity));
            items = new double[capacity];
        }

        /// <summary>How many measurements there are.</summary>
        public int Count { get; private set; }

        /// <summary>Adds <paramref name="value"/> as the latest measurement.</summary>
        /// <param name="value">Any number, infinities included.</param>
        /// <returns><c>true</c> where a measurement was overwritten.</returns>
        /// <exception cref="System.ArgumentException">It is NaN.</exception>
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

        /// <summary>The mean of the latest measurements.</summary>
        /// <param name="last">Of how many; from 1 to <see cref="Count"/>.</param>
        /// <returns>Their arithmetic mean.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
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
