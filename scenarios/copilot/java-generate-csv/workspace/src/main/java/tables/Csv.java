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
        throw new UnsupportedOperationException("not written yet");
    }
}
