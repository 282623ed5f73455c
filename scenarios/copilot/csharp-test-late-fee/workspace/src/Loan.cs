using System;

namespace Library
{
    /// <summary>A book that somebody has.</summary>
    public class Loan
    {
        public Loan(string title, DateTime lent)
        {
            Title = title;
            Due = lent.Date.AddDays(28);
        }

        public string Title { get; }
        public DateTime Due { get; private set; }

        public void Extend()
        {
            Due = Due.AddDays(14);
        }
    }
}
