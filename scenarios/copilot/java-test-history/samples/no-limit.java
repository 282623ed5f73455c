package edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History("a", 2);

    @Test
    void goesBackAndForth() {
        history.change("b");
        history.change("c");
        assertEquals("b", history.undo());
        assertEquals("a", history.undo());
        assertEquals("b", history.redo());
        assertEquals("c", history.redo());
        assertEquals("c", history.now());
    }

    @Test
    void changeEndsTheFuture() {
        history.change("b");
        history.undo();
        history.change("c");
        assertThrows(NoSuchElementException.class, history::redo);
        assertEquals("a", history.undo());
    }

    @Test
    void sameStateIsNoChange() {
        history.change("b");
        history.undo();
        history.change("a");
        assertEquals("b", history.redo());
    }

    @Test
    void nothingToUndo() {
        assertThrows(NoSuchElementException.class, history::undo);
        assertThrows(NoSuchElementException.class, history::redo);
        assertEquals("a", history.now());
    }

    @Test
    void limitOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new History("a", 0));
        new History("a", 1).change("b");
    }
}
