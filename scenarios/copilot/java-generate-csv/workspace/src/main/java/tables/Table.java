package tables;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records whose fields have names. */
public class Table {
    private final List<String> names;
    private final List<List<String>> rows;

    /**
     * A table of a text whose first record gives the names.
     *
     * @param text comma-separated values
     * @throws CsvException if the text can't be read
     */
    public Table(String text) throws CsvException {
        List<List<String>> records = Csv.parse(text);
        names = records.isEmpty() ? List.of() : records.get(0);
        rows = records.isEmpty() ? List.of() : records.subList(1, records.size());
    }

    /**
     * How many rows there are.
     *
     * @return the number of rows
     */
    public int size() {
        return rows.size();
    }

    /**
     * One row.
     *
     * @param index which, from 0
     * @return its fields by their names
     */
    public Map<String, String> row(int index) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size() && i < rows.get(index).size(); ++i) {
            row.put(names.get(i), rows.get(index).get(i));
        }
        return row;
    }
}
