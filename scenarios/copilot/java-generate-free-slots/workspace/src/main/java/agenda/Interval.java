package agenda;

/**
 * A span of minutes of one day, from its start up to and without its end.
 *
 * @param start the first minute, from midnight
 * @param end the minute after the last
 */
public record Interval(int start, int end) {
    /**
     * Checks the span.
     *
     * @throws IllegalArgumentException if it ends before it starts
     */
    public Interval {
        if (end < start) {
            throw new IllegalArgumentException(start + " to " + end + " is no span");
        }
    }

    /**
     * How long it is.
     *
     * @return its minutes
     */
    public int length() {
        return end - start;
    }
}
