using System;
using System.Collections.Generic;

namespace Throttling
{
    /// <summary>Lets so many calls through in every minute.</summary>
    public class RateLimiter
    {
        private readonly Queue<DateTime> calls = new Queue<DateTime>();
        private readonly Func<DateTime> clock;
        private int limit = 60;

        public RateLimiter(int limit, Func<DateTime> clock)
        {
            if (limit < 1)
                throw new ArgumentOutOfRangeException(nameof(limit));
            this.clock = clock;
        }

        /// <summary>Whether another call may be made now; it then counts as made.</summary>
        public bool TryCall()
        {
            DateTime now = clock();
            while (calls.Count > 0 && now - calls.Peek() >= TimeSpan.FromMinutes(1))
                calls.Dequeue();
            if (calls.Count >= limit)
                return false;
            calls.Enqueue(now);
            return true;
        }
    }
}
