package edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private Document document;

    @BeforeEach
    void aDocument() {
        document = new Document();
        document.append("one ");
        document.append("two");
    }

    @Test
    void appends() {
        assertEquals("one two", document.text());
    }

    @Test
    void undoes() {
        document.undo();
        assertEquals("one ", document.text());
    }
}
