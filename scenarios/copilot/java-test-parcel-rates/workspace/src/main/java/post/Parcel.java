package post;

/**
 * A parcel on its way.
 *
 * @param grams its weight
 * @param country where it goes, as a code of two letters
 */
public record Parcel(int grams, String country) {
    /**
     * What it costs.
     *
     * @return the price in cents, not in a hurry
     */
    public int price() {
        return Rates.price(grams, country, false);
    }
}
