using System;

namespace Net
{
    /// <summary>Says that an action failed in all its attempts.</summary>
    public class RetryException : Exception
    {
        public RetryException(string message, Exception inner) : base(message, inner)
        {
        }
    }
}
