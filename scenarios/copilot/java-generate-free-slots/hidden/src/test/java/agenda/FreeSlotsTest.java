package agenda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeSlotsTest {
    private static List<Interval> free(Interval hours, int least, int... ends) {
        Agenda agenda = new Agenda();
        for (int i = 0; i < ends.length; i += 2) {
            agenda.add(new Interval(ends[i], ends[i + 1]));
        }
        return agenda.freeSlots(hours, least);
    }

    @Test
    void emptyDay() {
        assertEquals(List.of(new Interval(0, 100)), free(new Interval(0, 100), 100));
        assertEquals(List.of(), free(new Interval(0, 100), 101));
    }

    @Test
    void oneWithinAnother() {
        assertEquals(List.of(new Interval(0, 10), new Interval(90, 100)), free(new Interval(0, 100), 5, 10, 90, 20, 30));
    }

    @Test
    void outsideTheHours() {
        assertEquals(List.of(new Interval(50, 100)), free(new Interval(50, 100), 10, 0, 40, 120, 130));
        assertEquals(List.of(new Interval(60, 90)), free(new Interval(50, 100), 10, 0, 60, 90, 130));
        assertEquals(List.of(), free(new Interval(50, 100), 1, 0, 200));
    }

    @Test
    void appointmentsThatMeet() {
        assertEquals(List.of(new Interval(0, 10), new Interval(30, 40)), free(new Interval(0, 40), 1, 10, 20, 20, 30));
    }

    @Test
    void appointmentWithoutMinutes() {
        assertEquals(List.of(new Interval(0, 40)), free(new Interval(0, 40), 1, 20, 20));
    }

    @Test
    void longEnoughOnly() {
        assertEquals(List.of(new Interval(20, 50)), free(new Interval(0, 60), 30, 10, 20, 50, 60));
    }

    @Test
    void badLeast() {
        assertThrows(IllegalArgumentException.class, () -> free(new Interval(0, 40), 0));
    }

    @Test
    void agreesWithMinutes() {
        Random random = new Random(7);
        for (int round = 0; round < 200; ++round) {
            Agenda agenda = new Agenda();
            boolean[] busy = new boolean[60];
            for (int i = 0; i < 4; ++i) {
                int start = random.nextInt(60), end = Math.min(60, start + random.nextInt(15));
                agenda.add(new Interval(start, end));
                for (int at = start; at < end; ++at) {
                    busy[at] = true;
                }
            }
            List<Interval> wanted = new ArrayList<>();
            int begin = 10;
            for (int at = 10; at <= 50; ++at) {
                if (at == 50 || busy[at]) {
                    if (at - begin >= 3) {
                        wanted.add(new Interval(begin, at));
                    }
                    begin = at + 1;
                }
            }
            assertEquals(wanted, agenda.freeSlots(new Interval(10, 50), 3));
        }
    }
}
