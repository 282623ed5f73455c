package post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
    @ParameterizedTest
    @CsvSource({
        "1, DE, false, 399", "500, DE, false, 399", "501, DE, false, 549", "2000, AT, false, 849",
        "2001, AT, false, 1249", "10000, US, false, 1549", "500, DE, true, 599", "2000, FR, true, 1274",
    })
    void price(int grams, String country, boolean express, int cents) {
        assertEquals(cents, Rates.price(grams, country, express));
    }

    @ParameterizedTest
    @CsvSource({"0, DE, false", "-5, DE, true", "10001, DE, false", "5, ZZ, false", "5, US, true"})
    void refused(int grams, String country, boolean express) {
        assertThrows(IllegalArgumentException.class, () -> Rates.price(grams, country, express));
    }
}
