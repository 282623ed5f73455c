package tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void rowsHaveNames() throws CsvException {
        Table table = new Table("name,town\nAda,London\nEmmy,Erlangen\n");
        assertEquals(2, table.size());
        assertEquals(Map.of("name", "Emmy", "town", "Erlangen"), table.row(1));
    }

    @Test
    void emptyText() throws CsvException {
        assertEquals(0, new Table("").size());
    }
}
