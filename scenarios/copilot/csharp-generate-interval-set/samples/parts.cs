if (gone.From == gone.To)
    return;
var left = items.SelectMany(item => new[]
{
    new Interval(item.From, Math.Max(item.From, Math.Min(item.To, gone.From))),
    new Interval(Math.Min(item.To, Math.Max(item.From, gone.To)), item.To),
}).Where(item => item.From < item.To).ToList();
items.Clear();
items.AddRange(left);
