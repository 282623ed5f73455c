package edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HistoryTest {
    private static class Fake {
        String now() {
            return "a";
        }
    }

    @Test
    void one() {
        assertEquals("a", new Fake().now());
    }

    @Test
    void two() {
        assertEquals(1, new Fake().now().length());
    }

    @Test
    void three() {
        assertEquals("aa", new Fake().now() + "a");
    }

    @Test
    void four() {
        assertEquals('a', new Fake().now().charAt(0));
    }
}
