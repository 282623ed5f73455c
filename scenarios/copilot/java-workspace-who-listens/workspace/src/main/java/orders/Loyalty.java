package orders;

import java.util.HashMap;
import java.util.Map;

/** Gives customers points. */
public class Loyalty {
    private final Map<String, Integer> points = new HashMap<>();

    /**
     * Starts to count.
     *
     * @param bus what it listens to
     */
    public void listen(EventBus bus) {
        bus.on(OrderPlaced.class, order -> points.merge(order.customer(), order.cents() / 100, Integer::sum));
    }

    /**
     * The points of a customer.
     *
     * @param customer who
     * @return how many
     */
    public int points(String customer) {
        return points.getOrDefault(customer, 0);
    }
}
