package edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void all() {
        History history = new History("a", 2);
        history.change("b");
        assertEquals("a", history.undo());
        assertThrows(NoSuchElementException.class, history::undo);
    }
}
