package shop;

/** Where an order is on its way, and what can happen to it. */
public class Order {
    /** The places on the way. */
    public enum State { NEW, PAID, SENT, DELIVERED, CANCELLED }

    /** What can happen. */
    public enum Event { PAY, SEND, ARRIVE, CANCEL }

    private State state = State.NEW;
    private int refund;
    private final int price;

    /**
     * A new order.
     *
     * @param price what it costs
     */
    public Order(int price) {
        this.price = price;
    }

    /**
     * Lets something happen. An order can be paid when it is new, sent when it is paid, arrive when it is sent, and be
     * cancelled until it is sent; its price is refunded if it was paid.
     *
     * @param event what happens
     * @throws IllegalStateException if that can't happen now
     */
    public void on(Event event) {
        switch (event) {
            case PAY:
                move(State.NEW, State.PAID);
                break;
            case SEND:
                move(State.PAID, State.SENT);
                break;
            case ARRIVE:
                move(State.SENT, State.DELIVERED);
                break;
            case CANCEL:
                switch (state) {
                    case PAID:
                        refund = price;
                        state = State.CANCELLED;
                        break;
                    case NEW:
                        state = State.CANCELLED;
                        break;
                    case SENT:
                        log("too late");
                    default:
                        throw new IllegalStateException("it is " + state);
                }
                break;
            default:
                throw new IllegalArgumentException(event.toString());
        }
    }

    private void log(String reason) {
        System.getLogger("shop").log(System.Logger.Level.INFO, reason);
    }

    private void move(State from, State to) {
        if (state != from) {
            throw new IllegalStateException("it is " + state);
        }
        state = to;
    }

    /**
     * Where it is.
     *
     * @return the state
     */
    public State state() {
        return state;
    }

    /**
     * What is paid back.
     *
     * @return the sum, 0 for none
     */
    public int refund() {
        return refund;
    }
}
