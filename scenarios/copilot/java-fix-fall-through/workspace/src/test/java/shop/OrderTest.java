package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void wayOfAnOrder() {
        Order order = new Order(10);
        order.on(Order.Event.PAY);
        order.on(Order.Event.SEND);
        order.on(Order.Event.ARRIVE);
        assertEquals(Order.State.DELIVERED, order.state());
    }
}
