package plugins;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What plugins have to offer, by its kind. */
public class Registry {
    private final Map<Class<?>, List<Object>> offers = new LinkedHashMap<>();

    /**
     * Adds something.
     *
     * @param kind the interface under which it is found
     * @param offer what implements it
     */
    public <T> void add(Class<T> kind, T offer) {
        offers.computeIfAbsent(kind, key -> new ArrayList<>()).add(kind.cast(offer));
    }

    /**
     * All that was added under a kind, in that order.
     *
     * @param kind the interface
     * @return a list that can't be changed
     */
    @SuppressWarnings({"rawtypes", "unchecked"})
    public <T> List<T> all(Class<T> kind) {
        List found = new ArrayList();
        for (Object offer : offers.getOrDefault(kind, List.of())) {
            found.add(offer);
        }
        return Collections.unmodifiableList(found);
    }

    /**
     * How many there are of all kinds.
     *
     * @return the number of offers
     */
    public int size() {
        return offers.values().stream().mapToInt(List::size).sum();
    }
}
