package upload;

import java.time.Duration;

/** How long to wait before a part is sent again. */
public class Backoff {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration first;

    /**
     * A way of waiting.
     *
     * @param first the pause after the first failure
     */
    public Backoff(Duration first) {
        this.first = first;
    }

    /**
     * The pause after a failure: each is twice as long as the one before.
     *
     * @param failures how many there were, from 1
     * @return how long to wait
     */
    public Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
