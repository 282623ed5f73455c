using System;

namespace Library
{
    /// <summary>What is to be paid for a book that comes back late.</summary>
    public static class LateFee
    {
        public const int PerDay = 20;
        public const int Most = 500;

        /// <summary>The fee in cents.</summary>
        /// <param name="due">The last day on which it costs nothing.</param>
        /// <param name="returned">The day on which the book came back.</param>
        /// <param name="isChild">Children pay half of it.</param>
        /// <returns>20 cents a day, weekends not counted, 5 euros at most; 0 for a book that is not late.</returns>
        public static int For(DateTime due, DateTime returned, bool isChild)
        {
            int days = 0;
            for (DateTime day = due.Date.AddDays(1); day <= returned.Date; day = day.AddDays(1))
                if (day.DayOfWeek != DayOfWeek.Saturday && day.DayOfWeek != DayOfWeek.Sunday)
                    ++days;
            int fee = Math.Min(days * PerDay, Most);
            return isChild ? fee / 2 : fee;
        }
    }
}
