package orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckoutTest {
    @Test
    void customersAreThanked() {
        EventBus bus = new EventBus();
        Mailer mailer = new Mailer(bus);
        new Checkout(bus).place("Ada", 1250);
        assertEquals(List.of("Ada: thank you for order 1"), mailer.outbox());
    }
}
