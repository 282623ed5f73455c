package tables;

/** Says what is wrong with a text that should be comma-separated values. */
public class CsvException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * An error on a line.
     *
     * @param message what is wrong
     * @param line the number of the line, from 1
     */
    public CsvException(String message, int line) {
        super("line " + line + ": " + message);
        this.line = line;
    }

    /**
     * Where it is.
     *
     * @return the number of the line, from 1
     */
    public int line() {
        return line;
    }
}
