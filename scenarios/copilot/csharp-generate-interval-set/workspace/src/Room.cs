namespace Rooms
{
    public class Room
    {
        private readonly IntervalSet taken = new IntervalSet();

        public bool Book(Interval time)
        {
            for (int minute = time.From; minute < time.To; ++minute)
                if (taken.Contains(minute))
                    return false;
            taken.Add(time);
            return true;
        }

        public void Cancel(Interval time)
        {
            taken.Remove(time);
        }
    }
}
