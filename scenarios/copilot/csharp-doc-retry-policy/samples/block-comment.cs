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

        /**
         * <summary>
         * Calls <paramref name="action"/> again and again while it throws what
         * <paramref name="isTransient"/> deems passing.
         * </summary>
         * <typeparam name="T">The type of the result.</typeparam>
         * <param name="action">The work, given the attempt's number.</param>
         * <param name="isTransient">Which exceptions are worth another attempt.</param>
         * <returns>The result of the attempt that came through.</returns>
         * <exception cref="T:System.ArgumentNullException">There is no action.</exception>
         * <exception cref="Net.RetryException">No attempt came through.</exception>
         */
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
