package upload;

import java.io.IOException;

/** Carries parts to where they belong. */
public interface Transport {
    /**
     * Sends one part.
     *
     * @param index which, from 0
     * @param part its bytes
     * @throws IOException if that fails
     */
    void send(int index, byte[] part) throws IOException;

    /**
     * Says that all parts are there.
     *
     * @throws IOException if that fails
     */
    void complete() throws IOException;

    /**
     * Whether it is of no use to try again.
     *
     * @param failure what went wrong
     * @return true where another attempt would fail as well
     */
    default boolean isFinal(IOException failure) {
        return failure instanceof java.nio.file.AccessDeniedException;
    }
}
