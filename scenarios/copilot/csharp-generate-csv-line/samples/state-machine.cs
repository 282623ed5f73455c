using System;
using System.Collections.Generic;

namespace Ledger
{
    public static class CsvLine
    {
        public static IList<string> Split(string line)
        {
            if (line == null)
                throw new ArgumentNullException("line");
            var fields = new List<string>();
            var field = new System.Text.StringBuilder();
            bool inside = false, closed = false;
            for (int i = 0; i < line.Length; ++i)
            {
                char c = line[i];
                if (inside && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    ++i;
                }
                else if (inside)
                {
                    if (c == '"')
                    {
                        inside = false;
                        closed = true;
                    }
                    else
                    {
                        field.Append(c);
                    }
                }
                else if (c == ',')
                {
                    fields.Add(field.ToString());
                    field.Clear();
                    closed = false;
                }
                else if (c == '"' && field.Length == 0 && !closed)
                {
                    inside = true;
                }
                else if (c == '"' || closed)
                {
                    throw new FormatException("misplaced quote in: " + line);
                }
                else
                {
                    field.Append(c);
                }
            }
            if (inside)
                throw new FormatException("unclosed quote in: " + line);
            fields.Add(field.ToString());
            return fields;
        }
    }
}
