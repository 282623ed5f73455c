using System.Collections.Generic;
using System.Linq;

namespace Tournament
{
    /// <summary>Who stands where.</summary>
    public class Table
    {
        private readonly Dictionary<string, int> points = new Dictionary<string, int>();

        public void Record(string home, int homeGoals, string guest, int guestGoals)
        {
            Add(home, homeGoals > guestGoals ? 3 : homeGoals == guestGoals ? 1 : 0);
            Add(guest, guestGoals > homeGoals ? 3 : homeGoals == guestGoals ? 1 : 0);
        }

        /// <summary>Ranks by points; teams with as many points share a rank, and the next has the rank after all of them: 1, 2, 2, 4.</summary>
        public IList<Standing> Ranking()
        {
            var standings = new List<Standing>();
            int rank = 0;
            int last = int.MaxValue;
            foreach (var team in points.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, System.StringComparer.Ordinal))
            {
                if (team.Value < last)
                    rank += standings.Count > 1 && standings[standings.Count - 2].Rank == rank ? 2 : 1;
                last = team.Value;
                standings.Add(new Standing(rank, team.Key, team.Value));
            }
            return standings;
        }

        private void Add(string team, int more)
        {
            points.TryGetValue(team, out int before);
            points[team] = before + more;
        }
    }
}
