package tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static int lineOf(String text) {
        return assertThrows(CsvException.class, () -> Csv.parse(text)).line();
    }

    @Test
    void plain() throws CsvException {
        assertEquals(List.of(List.of("a", "b"), List.of("c", "d")), Csv.parse("a,b\nc,d"));
        assertEquals(List.of(List.of("a", " b ")), Csv.parse("a, b \r\n"));
    }

    @Test
    void nothing() throws CsvException {
        assertEquals(List.of(), Csv.parse(""));
        assertEquals(List.of(List.of("")), Csv.parse("\n"));
        assertEquals(List.of(List.of("a"), List.of(""), List.of("b")), Csv.parse("a\n\nb\n"));
    }

    @Test
    void emptyFields() throws CsvException {
        assertEquals(List.of(List.of("", "", "")), Csv.parse(",,"));
        assertEquals(List.of(List.of("a", ""), List.of("", "b")), Csv.parse("a,\n,b\n"));
        assertEquals(List.of(List.of("", "x")), Csv.parse("\"\",x"));
    }

    @Test
    void quoted() throws CsvException {
        assertEquals(List.of(List.of("a,b", "c\nd", "e\r\nf")), Csv.parse("\"a,b\",\"c\nd\",\"e\r\nf\"\r\n"));
        assertEquals(List.of(List.of("say \"hi\"", "\"")), Csv.parse("\"say \"\"hi\"\"\",\"\"\"\""));
    }

    @Test
    void carriageReturnAlone() throws CsvException {
        assertEquals(List.of(List.of("a\rb")), Csv.parse("a\rb"));
    }

    @Test
    void errorsNameTheirLine() {
        assertEquals(2, lineOf("a,b\nc,\"d\ne\nf"));
        assertEquals(3, lineOf("a\nb\n\"c\"d\n"));
        assertEquals(4, lineOf("\"a\n\nb\"\nc\"d\n"));
        assertEquals(1, lineOf("a \"b\""));
    }
}
