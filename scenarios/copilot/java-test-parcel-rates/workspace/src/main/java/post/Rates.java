package post;

import java.util.Map;

/** What it costs to send a parcel. */
public final class Rates {
    private static final Map<String, Integer> ZONES = Map.of("DE", 0, "AT", 1, "FR", 1, "US", 2);

    private Rates() {
    }

    /**
     * The price of a parcel. Up to 500 grams it is 399 cents, up to 2000 grams 549, up to 10000 grams 949. Each zone
     * beyond the first adds 300 cents. Express costs half as much again, rounded up to whole cents, and is not to be had
     * in zone 2.
     *
     * @param grams the weight, from 1 to 10000
     * @param country the country's code of two letters
     * @param express whether it is in a hurry
     * @return the price in cents
     * @throws IllegalArgumentException if the weight is out of range, the country unknown, or express not to be had
     */
    public static int price(int grams, String country, boolean express) {
        if (grams < 1 || grams > 10_000) {
            throw new IllegalArgumentException("no parcel weighs " + grams + " grams");
        }
        Integer zone = ZONES.get(country);
        if (zone == null) {
            throw new IllegalArgumentException("no parcels to " + country);
        }
        int cents = grams <= 500 ? 399 : grams <= 2000 ? 549 : 949;
        cents += zone * 300;
        if (express) {
            if (zone == 2) {
                throw new IllegalArgumentException("no express to " + country);
            }
            cents = (cents * 3 + 1) / 2;
        }
        return cents;
    }
}
