package books;

/** The number of a book, which is written with hyphens or without. */
public final class Isbn {
    private final String written;
    private final String digits;

    /**
     * A number.
     *
     * @param written how it is written
     * @throws IllegalArgumentException if it has not thirteen digits
     */
    public Isbn(String written) {
        this.written = written;
        this.digits = written.replace("-", "");
        if (!digits.matches("[0-9]{13}")) {
            throw new IllegalArgumentException(written);
        }
    }

    @Override
    public String toString() {
        return written;
    }
}
