using System.Collections.Generic;
using System.Linq;

namespace Billing
{
    public class Bill
    {
        private readonly List<Position> positions = new List<Position>();

        public void Add(Position position)
        {
            positions.Add(position);
        }

        public int Total()
        {
            return positions.Sum(position => position.Total());
        }
    }
}
