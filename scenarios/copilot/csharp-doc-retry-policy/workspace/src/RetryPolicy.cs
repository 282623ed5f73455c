using System;
using System.Threading;

namespace Net
{
    public class RetryPolicy
    {
        private readonly int attempts;
        private readonly TimeSpan pause;

        public RetryPolicy(int attempts, TimeSpan pause)
        {
            this.attempts = attempts;
            this.pause = pause;
        }

        public T Run<T>(Func<int, T> action, Predicate<Exception> isTransient)
        {
            if (action == null)
                throw new ArgumentNullException(nameof(action));
            for (int attempt = 1; attempt < attempts; ++attempt)
            {
                try
                {
                    return action(attempt);
                }
                catch (Exception problem) when (isTransient == null || isTransient(problem))
                {
                    Thread.Sleep(TimeSpan.FromTicks(pause.Ticks << (attempt - 1)));
                }
            }
            try
            {
                return action(attempts);
            }
            catch (Exception problem) when (isTransient == null || isTransient(problem))
            {
                throw new RetryException("it failed " + attempts + " times", problem);
            }
        }
    }
}
