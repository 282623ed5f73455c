package upload;

/** Counts what was sent, and how often something had to be retried, for the display. */
public class Progress {
    private long bytes;
    private int retries;

    /**
     * Counts a part.
     *
     * @param size its bytes
     */
    public void sent(long size) {
        bytes += size;
    }

    /** Counts a retry. */
    public void retried() {
        ++retries;
    }

    @Override
    public String toString() {
        return bytes + " bytes, " + retries + " retries";
    }
}
