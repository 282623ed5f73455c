package post;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ParcelTest {
    @Test
    @DisplayName("a light parcel within the country")
    void lightAndNear() {
        assertEquals(399, new Parcel(100, "DE").price());
    }
}
