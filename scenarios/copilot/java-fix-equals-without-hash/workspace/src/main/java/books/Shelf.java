package books;

import java.util.HashMap;
import java.util.Map;

/** How many copies there are of each book. */
public class Shelf {
    private final Map<Isbn, Integer> copies = new HashMap<>();

    /**
     * Puts a copy on the shelf.
     *
     * @param book its number
     */
    public void add(Isbn book) {
        copies.merge(book, 1, Integer::sum);
    }

    /**
     * How many copies there are of a book.
     *
     * @param book its number
     * @return the number of copies
     */
    public int count(Isbn book) {
        return copies.getOrDefault(book, 0);
    }
}
