package plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryMoreTest {
    @Test
    void inOrder() {
        Registry registry = new Registry();
        registry.add(Exporter.class, text -> text + "1");
        registry.add(Exporter.class, text -> text + "2");
        assertEquals(List.of("a1", "a2"), registry.all(Exporter.class).stream().map(one -> one.export("a")).toList());
    }

    @Test
    void unknownKind() {
        assertEquals(List.of(), new Registry().all(Exporter.class));
    }

    @Test
    void kindsAreApart() {
        Registry registry = new Registry();
        registry.add(String.class, "x");
        registry.add(CharSequence.class, "y");
        assertEquals(List.of("x"), registry.all(String.class));
        assertEquals(2, registry.size());
    }

    @Test
    void whatComesOutIsNoWayIn() {
        Registry registry = new Registry();
        registry.add(String.class, "x");
        assertThrows(UnsupportedOperationException.class, () -> registry.all(String.class).add("y"));
        assertEquals(1, registry.all(String.class).size());
    }
}
