package upload;

import java.io.IOException;
import java.util.List;

/** Sends files in parts. */
public class Uploader {
    private final Transport transport;
    private final Settings settings;
    private final Backoff backoff;

    /**
     * An uploader.
     *
     * @param transport what carries the parts
     * @param settings how
     */
    public Uploader(Transport transport, Settings settings) {
        this.transport = transport;
        this.settings = settings;
        this.backoff = new Backoff(settings.pause());
    }

    /**
     * Sends all parts of a file.
     *
     * @param parts the parts, in order
     * @throws IOException if one can't be sent
     * @throws InterruptedException if the thread is to end
     */
    public void upload(List<byte[]> parts) throws IOException, InterruptedException {
        for (int i = 0; i < parts.size(); ++i) {
            sendPart(i, parts.get(i));
        }
        transport.complete();
    }

    private void sendPart(int index, byte[] part) throws IOException, InterruptedException {
        for (int failures = 0; ; ) {
            try {
                transport.send(index, part);
                return;
            } catch (IOException failed) {
                if (++failures >= settings.attempts() || transport.isFinal(failed)) {
                    throw failed;
                }
                Thread.sleep(backoff.after(failures).toMillis());
            }
        }
    }
}
