package plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTest {
    @Test
    void inOrder() {
        Registry registry = new Registry();
        registry.add(Exporter.class, text -> text + "1");
        registry.add(Exporter.class, text -> text + "2");
        assertEquals(List.of("a1", "a2"), registry.all(Exporter.class).stream().map(one -> one.export("a")).toList());
    }
}
