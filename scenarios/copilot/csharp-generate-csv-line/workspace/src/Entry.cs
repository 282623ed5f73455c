namespace Ledger
{
    /// <summary>A line of an account: what for, and how much.</summary>
    public class Entry
    {
        public Entry(string text, long cents)
        {
            Text = text;
            Cents = cents;
        }

        public string Text { get; }
        public long Cents { get; }
    }
}
