package post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RatesTest {
    @Test
    void light() {
        assertEquals(399, Rates.price(1, "DE", false));
        assertEquals(399, Rates.price(500, "DE", false));
    }

    @Test
    void medium() {
        assertEquals(549, Rates.price(2000, "DE", false));
    }

    @Test
    void heavy() {
        assertEquals(949, Rates.price(10_000, "DE", false));
    }

    @Test
    void abroad() {
        assertEquals(699, Rates.price(500, "AT", false));
    }
}
