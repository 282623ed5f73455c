namespace Tournament
{
    public class Standing
    {
        public Standing(int rank, string team, int points)
        {
            Rank = rank;
            Team = team;
            Points = points;
        }

        public int Rank { get; }
        public string Team { get; }
        public int Points { get; }

        public override string ToString()
        {
            return Rank + ". " + Team + " " + Points;
        }
    }
}
