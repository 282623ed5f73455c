package upload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doubles() {
        Backoff backoff = new Backoff(Duration.ofMillis(100));
        assertEquals(Duration.ofMillis(100), backoff.after(1));
        assertEquals(Duration.ofMillis(400), backoff.after(3));
        assertEquals(Duration.ofSeconds(30), backoff.after(40));
    }
}
