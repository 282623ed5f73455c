package edit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void refusesBadLimits() {
        assertThrows(IllegalArgumentException.class, () -> new History("", 0));
    }

    @Nested
    class OfThreeSteps {
        private final History history = new History("0", 3);

        {
            for (int i = 1; i <= 4; ++i) {
                history.change(Integer.toString(i));
            }
        }

        @Test
        void threeCanBeUndone() {
            assertAll(() -> assertEquals("3", history.undo()), () -> assertEquals("2", history.undo()),
                () -> assertEquals("1", history.undo()));
            assertThrows(NoSuchElementException.class, history::undo);
        }

        @Test
        void redoGoesTheSameWay() {
            history.undo();
            history.undo();
            assertEquals("3", history.redo());
            assertEquals("3", history.now());
            assertEquals("2", history.undo());
        }

        @Test
        void changeForgetsWhatWasUndone() {
            history.undo();
            history.change("x");
            assertThrows(NoSuchElementException.class, history::redo);
        }

        @Test
        void equalStateKeepsWhatWasUndone() {
            history.undo();
            history.change("3");
            assertEquals("4", history.redo());
        }
    }
}
