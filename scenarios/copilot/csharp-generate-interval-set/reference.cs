using System;
using System.Collections.Generic;
using System.Linq;

namespace Rooms
{
    /// <summary>Times at which a room is taken: in order, none touching another.</summary>
    public class IntervalSet
    {
        private readonly List<Interval> items = new List<Interval>();

        public IReadOnlyList<Interval> Items => items;

        public bool Contains(int minute)
        {
            return items.Any(item => item.From <= minute && minute < item.To);
        }

        public void Remove(Interval gone)
        {
            for (int i = items.Count - 1; i >= 0; --i)
            {
                Interval item = items[i];
                if (item.To <= gone.From || gone.To <= item.From || gone.From == gone.To)
                    continue;
                items.RemoveAt(i);
                if (gone.To < item.To)
                    items.Insert(i, new Interval(gone.To, item.To));
                if (item.From < gone.From)
                    items.Insert(i, new Interval(item.From, gone.From));
            }
        }

        public void Add(Interval added)
        {
            int from = added.From, to = added.To;
            if (from == to)
                return;
            var touching = items.Where(item => item.From <= to && from <= item.To).ToList();
            foreach (Interval item in touching)
            {
                from = Math.Min(from, item.From);
                to = Math.Max(to, item.To);
                items.Remove(item);
            }
            items.Insert(items.Count(item => item.From < from), new Interval(from, to));
        }
    }
}
