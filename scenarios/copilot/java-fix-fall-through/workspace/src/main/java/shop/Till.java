package shop;

import java.util.ArrayList;
import java.util.List;

/** All orders of a day. */
public class Till {
    private final List<Order> orders = new ArrayList<>();

    /**
     * Takes an order.
     *
     * @param price what it costs
     * @return the order
     */
    public Order take(int price) {
        Order order = new Order(price);
        orders.add(order);
        return order;
    }

    /**
     * What is to be paid back.
     *
     * @return the sum of all refunds
     */
    public int refunds() {
        return orders.stream().mapToInt(Order::refund).sum();
    }
}
