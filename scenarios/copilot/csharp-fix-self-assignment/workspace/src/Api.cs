using System;

namespace Throttling
{
    /// <summary>A service that must not be asked too often.</summary>
    public class Api
    {
        private readonly RateLimiter limiter = new RateLimiter(100, () => DateTime.UtcNow);

        public string Ask(Func<string> request)
        {
            return limiter.TryCall() ? request() : throw new InvalidOperationException("too many calls");
        }
    }
}
