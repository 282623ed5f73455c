package orders;

/** Counts what was sent; of orders that were placed, OrderPlaced, it knows nothing. */
public class Statistics {
    private int shipped;

    /**
     * Counts.
     *
     * @param bus what it listens to
     */
    public Statistics(EventBus bus) {
        bus.on(OrderShipped.class, order -> ++shipped);
    }

    /**
     * How many orders were sent.
     *
     * @return the number
     */
    public int shipped() {
        return shipped;
    }
}
