using System;

namespace Rooms
{
    /// <summary>Minutes of a day, from one to just before another.</summary>
    public struct Interval
    {
        public Interval(int from, int to)
        {
            if (to < from)
                throw new ArgumentException("an interval that ends before it begins");
            From = from;
            To = to;
        }

        public int From { get; }
        public int To { get; }

        public override string ToString()
        {
            return From + "-" + To;
        }
    }
}
