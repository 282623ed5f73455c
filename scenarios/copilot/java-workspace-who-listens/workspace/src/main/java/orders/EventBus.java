package orders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Hands events on to those who want to know of them. */
public class EventBus {
    private final Map<Class<?>, List<Consumer<Object>>> handlers = new HashMap<>();

    /**
     * Wants to know of events.
     *
     * @param type of which
     * @param handler what is called with them
     */
    public <E> void on(Class<E> type, Consumer<? super E> handler) {
        handlers.computeIfAbsent(type, key -> new ArrayList<>()).add(event -> handler.accept(type.cast(event)));
    }

    /**
     * Tells of an event.
     *
     * @param event what happened
     */
    public void publish(Object event) {
        handlers.getOrDefault(event.getClass(), List.of()).forEach(handler -> handler.accept(event));
    }
}
