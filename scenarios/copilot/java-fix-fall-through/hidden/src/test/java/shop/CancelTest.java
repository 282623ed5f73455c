package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CancelTest {
    @Test
    void wayOfAnOrder() {
        Order order = new Order(10);
        order.on(Order.Event.PAY);
        order.on(Order.Event.SEND);
        order.on(Order.Event.ARRIVE);
        assertEquals(Order.State.DELIVERED, order.state());
    }

    @Test
    void cancelledWhenNew() {
        Order order = new Order(10);
        order.on(Order.Event.CANCEL);
        assertEquals(Order.State.CANCELLED, order.state());
        assertEquals(0, order.refund());
    }

    @Test
    void cancelledWhenPaid() {
        Order order = new Order(10);
        order.on(Order.Event.PAY);
        order.on(Order.Event.CANCEL);
        assertEquals(Order.State.CANCELLED, order.state());
        assertEquals(10, order.refund());
    }

    @Test
    void tooLateToCancel() {
        Order order = new Order(10);
        order.on(Order.Event.PAY);
        order.on(Order.Event.SEND);
        assertThrows(IllegalStateException.class, () -> order.on(Order.Event.CANCEL));
        assertEquals(Order.State.SENT, order.state());
        assertEquals(0, order.refund());
    }

    @Test
    void cancelledTwice() {
        Order order = new Order(10);
        order.on(Order.Event.CANCEL);
        assertThrows(IllegalStateException.class, () -> order.on(Order.Event.CANCEL));
    }
}
