package buffers;

import java.util.ArrayList;
import java.util.List;

/** Keeps the last messages. */
public class Recorder {
    private final RingBuffer<String> messages = new RingBuffer<>(3);

    /**
     * Takes a message.
     *
     * @param text what it says
     */
    public void record(String text) {
        messages.push(text);
    }

    /**
     * Hands the messages out, the oldest first, and forgets them.
     *
     * @return the messages
     */
    public List<String> drain() {
        List<String> all = new ArrayList<>();
        while (messages.size() > 0) {
            all.add(messages.pop());
        }
        return all;
    }
}
