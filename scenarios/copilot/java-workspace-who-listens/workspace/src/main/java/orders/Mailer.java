package orders;

import java.util.ArrayList;
import java.util.List;

/** Writes to customers. */
public class Mailer {
    private final List<String> outbox = new ArrayList<>();

    /**
     * A mailer.
     *
     * @param bus what it listens to
     */
    public Mailer(EventBus bus) {
        bus.on(OrderPlaced.class, this::confirm);
        bus.on(OrderShipped.class, this::announce);
    }

    private void confirm(OrderPlaced order) {
        outbox.add(order.customer() + ": thank you for order " + order.id());
    }

    private void announce(OrderShipped order) {
        outbox.add("order " + order.id() + " is on its way");
    }

    /**
     * What is to be sent.
     *
     * @return the mails
     */
    public List<String> outbox() {
        return List.copyOf(outbox);
    }
}
