package orders;

/** Where orders are placed. */
public class Checkout {
    private final EventBus bus;
    private long last;

    /**
     * A checkout.
     *
     * @param bus where it tells of orders
     */
    public Checkout(EventBus bus) {
        this.bus = bus;
    }

    /**
     * Places an order.
     *
     * @param customer who wants it
     * @param cents what it costs
     * @return its number
     */
    public long place(String customer, int cents) {
        long id = ++last;
        bus.publish(new OrderPlaced(id, customer, cents));
        return id;
    }
}
