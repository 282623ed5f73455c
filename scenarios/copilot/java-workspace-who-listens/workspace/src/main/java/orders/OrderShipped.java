package orders;

/**
 * An order was sent.
 *
 * @param id its number
 */
public record OrderShipped(long id) {
}
