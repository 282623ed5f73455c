package books;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IsbnTest {
    @Test
    void hyphensDoNotCount() {
        assertEquals(new Isbn("978-3-16-148410-0"), new Isbn("9783161484100"));
    }
}
