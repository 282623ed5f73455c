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
        StringBuilder field = new StringBuilder();
        State state = State.START;
        int line = 1;
        int opened = 1;
        String normal = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        for (int i = 0; i < normal.length(); ++i) {
            char c = normal.charAt(i);
            boolean returns = c == '\r' && i + 1 < normal.length() && normal.charAt(i + 1) == '\n'
                && i + 1 < text.length();
            if (state == State.QUOTED) {
                if (c == '"') {
                    state = State.CLOSED;
                } else {
                    field.append(c);
                    line += c == '\n' ? 1 : 0;
                }
                continue;
            }
            if (returns) {
                continue;
            }
            if (c == ',' || c == '\n') {
                record.add(field.toString());
                field.setLength(0);
                state = State.START;
                if (c == '\n') {
                    records.add(record);
                    record = new ArrayList<>();
                    ++line;
                }
            } else if (c == '"' && state == State.CLOSED) {
                field.append(c);
                state = State.QUOTED;
            } else if (c == '"' && state == State.START) {
                opened = line;
                state = State.QUOTED;
            } else if (c == '"') {
                throw new CsvException("stray quote", line);
            } else if (state == State.CLOSED) {
                throw new CsvException("stray text", line);
            } else {
                field.append(c);
                state = State.PLAIN;
            }
        }
        if (state == State.QUOTED) {
            throw new CsvException("no closing quote", opened);
        }
        return records;
    }

    private enum State {
        START, PLAIN, QUOTED, CLOSED
    }
}
