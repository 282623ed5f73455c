// Tests that must pass and tests that must fail, whatever is judged; see core/check/testsrun.cpp.
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class RANDOM {
    @Test
    void RANDOM_holds() {
        assertEquals(ALPHA, Integer.parseInt("ALPHA"));
        assertNotEquals(List.of("ALPHA"), List.of("BETA"));
    }

    @Test
    void RANDOM_breaks_equal() {
        assertEquals(ALPHA, BETA);
    }

    @Test
    void RANDOM_breaks_objects() {
        assertEquals(List.of("ALPHA"), List.of("BETA"));
    }

    @Test
    void RANDOM_breaks_arrays() {
        assertArrayEquals(new int[] {ALPHA}, new int[] {BETA});
    }

    @Test
    void RANDOM_breaks_true() {
        assertTrue("ALPHA".equals("BETA"));
    }

    @Test
    void RANDOM_breaks_throws() {
        assertThrows(NumberFormatException.class, () -> Integer.parseInt("ALPHA"));
    }

    @Test
    void RANDOM_breaks_all() {
        assertAll(() -> assertEquals("ALPHA", "BETA"));
    }

    @Test
    void RANDOM_breaks_raising() {
        throw new IllegalStateException("RANDOM");
    }
}
