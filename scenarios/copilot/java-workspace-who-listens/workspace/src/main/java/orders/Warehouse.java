package orders;

import java.util.ArrayDeque;
import java.util.Queue;

/** Packs and sends. */
public class Warehouse {
    private final EventBus bus;
    private final Queue<Long> waiting = new ArrayDeque<>();

    /**
     * A warehouse.
     *
     * @param bus what it listens to, and where it tells of what it sent
     */
    public Warehouse(EventBus bus) {
        this.bus = bus;
        bus.on(OrderPlaced.class, this::enqueue);
    }

    private void enqueue(OrderPlaced order) {
        waiting.add(order.id());
    }

    /** Sends the order that waits longest. */
    public void shipNext() {
        if (!waiting.isEmpty()) {
            bus.publish(new OrderShipped(waiting.remove()));
        }
    }
}
