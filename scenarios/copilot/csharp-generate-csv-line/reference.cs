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
            int at = 0;
            while (true)
            {
                fields.Add(at < line.Length && line[at] == '"' ? Quoted(line, ref at) : Plain(line, ref at));
                if (at == line.Length)
                    return fields;
                ++at; // the comma
            }
        }

        private static string Plain(string line, ref int at)
        {
            int end = line.IndexOf(',', at);
            string field = line.Substring(at, (end < 0 ? line.Length : end) - at);
            if (field.IndexOf('"') >= 0)
                throw new FormatException("a quote within a field that is not quoted");
            at += field.Length;
            return field;
        }

        private static string Quoted(string line, ref int at)
        {
            var field = new System.Text.StringBuilder();
            for (++at; at < line.Length; ++at)
            {
                if (line[at] != '"')
                    field.Append(line[at]);
                else if (at + 1 < line.Length && line[at + 1] == '"')
                    field.Append(line[++at]);
                else if (++at == line.Length || line[at] == ',')
                    return field.ToString();
                else
                    throw new FormatException("text behind a quoted field");
            }
            throw new FormatException("a quoted field without an end");
        }
    }
}
