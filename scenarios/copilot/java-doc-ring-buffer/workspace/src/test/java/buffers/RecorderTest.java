package buffers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderTest {
    @Test
    void keepsTheLast() {
        Recorder recorder = new Recorder();
        List.of("a", "b", "c", "d").forEach(recorder::record);
        assertEquals(List.of("b", "c", "d"), recorder.drain());
        assertEquals(List.of(), recorder.drain());
    }
}
