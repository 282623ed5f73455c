namespace Billing
{
    /// <summary>Several of the same thing, the tenth for free.</summary>
    public class Several : Position
    {
        private readonly int count;

        public Several(string text, int cents, int count) : base(text, cents)
        {
            this.count = count;
        }

        public new int Total()
        {
            return (count - count / 10) * Cents;
        }
    }
}
