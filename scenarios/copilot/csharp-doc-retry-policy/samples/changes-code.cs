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

        /// <summary>Runs an action until it succeeds, or until it has failed as often as this policy allows.</summary>
        /// <remarks>The pause between attempts doubles each time.</remarks>
        /// <typeparam name="T">What the action gives.</typeparam>
        /// <param name="action">What to do; it is handed the number of the attempt, from 1.</param>
        /// <param name="isTransient">Tells whether it is worth trying again after an exception; <c>null</c>: always.</param>
        /// <returns>What the first successful attempt gave.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="action"/> is <c>null</c>.</exception>
        /// <exception cref="RetryException">The last attempt failed too; its exception is the inner one.</exception>
        public T Run<T>(Func<int, T> action, Predicate<Exception> isTransient)
        {
            if (action == null)
                throw new ArgumentNullException(nameof(action));
            for (int attempt = 1; attempt <= attempts; ++attempt)
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
