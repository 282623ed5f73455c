package orders;

/**
 * An order was placed.
 *
 * @param id its number
 * @param customer who placed it
 * @param cents what it costs
 */
public record OrderPlaced(long id, String customer, int cents) {
}
