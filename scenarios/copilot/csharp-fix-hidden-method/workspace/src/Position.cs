namespace Billing
{
    /// <summary>Something on a bill.</summary>
    public class Position
    {
        public Position(string text, int cents)
        {
            Text = text;
            Cents = cents;
        }

        public string Text { get; }
        public int Cents { get; }

        public virtual int Total()
        {
            return Cents;
        }
    }
}
