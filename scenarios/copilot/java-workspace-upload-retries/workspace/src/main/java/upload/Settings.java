package upload;

import java.time.Duration;
import java.util.Properties;

/** What can be set from outside. */
public record Settings(int attempts, Duration pause, long partBytes) {
    /** How often an upload is tried where nothing is set. */
    static final int DEFAULT_ATTEMPTS = 4;

    /**
     * Reads the settings.
     *
     * @param properties as they stand in the file
     * @return the settings, with their defaults
     */
    public static Settings from(Properties properties) {
        int attempts = Integer.parseInt(properties.getProperty("upload.attempts", "" + DEFAULT_ATTEMPTS));
        long millis = Long.parseLong(properties.getProperty("upload.pause", "250"));
        long part = Long.parseLong(properties.getProperty("upload.part", "5242880"));
        return new Settings(Math.clamp(attempts, 1, 10), Duration.ofMillis(millis), part);
    }
}
