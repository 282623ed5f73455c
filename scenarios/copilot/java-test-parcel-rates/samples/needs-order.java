package post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RatesTest {
    private static int reached;

    @Test
    void step1() {
        assertEquals(0, reached);
        reached = 1;
    }

    @Test
    void step2() {
        assertEquals(1, reached);
        reached = 2;
    }

    @Test
    void step3() {
        assertEquals(2, reached);
        reached = 3;
    }

    @Test
    void step4() {
        assertEquals(3, reached);
        reached = 4;
    }

    @Test
    void weightsHaveSteps() {
        assertEquals(399, Rates.price(1, "DE", false));
        assertEquals(399, Rates.price(500, "DE", false));
        assertEquals(549, Rates.price(501, "DE", false));
        assertEquals(549, Rates.price(2000, "DE", false));
        assertEquals(949, Rates.price(2001, "DE", false));
        assertEquals(949, Rates.price(10_000, "DE", false));
    }

    @Test
    void zonesAdd() {
        assertEquals(699, Rates.price(500, "AT", false));
        assertEquals(999, Rates.price(500, "US", false));
    }

    @Test
    void expressIsRoundedUp() {
        assertEquals(599, Rates.price(500, "DE", true));
        assertEquals(1049, Rates.price(500, "FR", true));
    }

    @Test
    void weightOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> Rates.price(0, "DE", false));
        assertThrows(IllegalArgumentException.class, () -> Rates.price(10_001, "DE", false));
    }

    @Test
    void unknownCountry() {
        assertThrows(IllegalArgumentException.class, () -> Rates.price(1, "XX", false));
    }

    @Test
    void noExpressToTheFarthestZone() {
        assertThrows(IllegalArgumentException.class, () -> Rates.price(1, "US", true));
    }
}
