package tables;

import java.util.ArrayList;
import java.util.List;

/** Reads records of comma-separated values. */
public final class Csv {
    private Csv() {
    }

    /**
     * Takes a text apart into records, each with its fields, as RFC 4180 has them: fields are separated by commas,
     * records by a line feed, or a carriage return and a line feed, which may also stand behind the last record. A field
     * within double quotes may hold commas and line ends as they are; two double quotes in it stand for one. Spaces
     * belong to their field. An empty text has no records; an empty line is a record with one empty field.
     *
     * @param text the whole text
     * @return its records
     * @throws CsvException if a quoted field has no end, or if something other than a separator follows its end, or if a
     *     double quote stands in a field that is not quoted; with the number of the line, from 1, on which that is
     */
    public static List<List<String>> parse(String text) throws CsvException {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        int line = 1;
        int at = 0;
        while (at < text.length()) {
            StringBuilder field = new StringBuilder();
            if (text.charAt(at) == '"') {
                int opened = line;
                ++at;
                while (true) {
                    if (at >= text.length()) {
                        throw new CsvException("a quoted field has no end", opened);
                    }
                    char c = text.charAt(at++);
                    if (c == '"') {
                        if (at < text.length() && text.charAt(at) == '"') {
                            ++at;
                        } else 
                            break;
                        }
                    } else if (c == '\n') {
                        ++line;
                    }
                    field.append(c);
                }
            } else {
                while (at < text.length() && text.charAt(at) != ',' && !atLineEnd(text, at)) {
                    if (text.charAt(at) == '"') {
                        throw new CsvException("a double quote within a field", line);
                    }
                    field.append(text.charAt(at++));
                }
            }
            record.add(field.toString());
            if (at < text.length() && text.charAt(at) == ',') {
                ++at;
                if (at == text.length()) {
                    record.add("");
                }
            } else if (at < text.length() && atLineEnd(text, at)) {
                at += text.charAt(at) == '\r' ? 2 : 1;
                ++line;
                records.add(record);
                record = new ArrayList<>();
            } else if (at < text.length()) {
                throw new CsvException("something behind a quoted field", line);
            }
        }
        if (!record.isEmpty()) {
            records.add(record);
        }
        return records;
    }

    private static boolean atLineEnd(String text, int at) {
        return text.charAt(at) == '\n' || text.startsWith("\r\n", at);
    }
}
