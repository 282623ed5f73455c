package books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShelfTest {
    @Test
    void equalAsBefore() {
        assertEquals(new Isbn("978-3-16-148410-0"), new Isbn("9783161484100"));
    }

    @Test
    void copiesAreCounted() {
        Shelf shelf = new Shelf();
        shelf.add(new Isbn("978-3-16-148410-0"));
        shelf.add(new Isbn("9783161484100"));
        assertEquals(2, shelf.count(new Isbn("978-316148410-0")));
    }

    @Test
    void othersAreOthers() {
        assertNotEquals(new Isbn("9783161484100"), new Isbn("9783161484117"));
        assertEquals("978-3-16-148410-0", new Isbn("978-3-16-148410-0").toString());
    }

    @Test
    void hashesDiffer() {
        long hashes = IntStream.range(0, 100).map(i -> new Isbn("97831614841" + (10 + i % 90)).hashCode()).distinct().count();
        assertTrue(hashes > 30);
    }
}
