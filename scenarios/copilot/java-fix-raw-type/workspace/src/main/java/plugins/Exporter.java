package plugins;

/** Writes a text in some format. */
@FunctionalInterface
public interface Exporter {
    /**
     * Writes a text.
     *
     * @param text the text
     * @return how it is written
     */
    String export(String text);
}
