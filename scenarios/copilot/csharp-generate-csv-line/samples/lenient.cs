using System;
using System.Collections.Generic;

namespace Ledger
{
    public static class CsvLine
    {
        public static IList<string> Split(string line)
        {
            if (line == null)
                throw new ArgumentNullException(nameof(line));
            var fields = new List<string>();
            var field = new System.Text.StringBuilder();
            bool inside = false;
            for (int i = 0; i < line.Length; ++i)
            {
                if (line[i] == '"' && inside && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    ++i;
                }
                else if (line[i] == '"')
                {
                    inside = !inside;
                }
                else if (line[i] == ',' && !inside)
                {
                    fields.Add(field.ToString());
                    field.Clear();
                }
                else
                {
                    field.Append(line[i]);
                }
            }
            if (inside)
                throw new FormatException("a quoted field without an end");
            fields.Add(field.ToString());
            return fields;
        }
    }
}
