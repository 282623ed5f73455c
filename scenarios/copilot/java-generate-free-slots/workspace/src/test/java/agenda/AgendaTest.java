package agenda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
    @Test
    void appointmentsAreInOrder() {
        Agenda agenda = new Agenda();
        agenda.add(new Interval(600, 660));
        agenda.add(new Interval(540, 560));
        assertEquals(List.of(new Interval(540, 560), new Interval(600, 660)), agenda.appointments());
    }

    @Test
    void slotsLieBetweenAppointments() {
        Agenda agenda = new Agenda();
        agenda.add(new Interval(600, 660));
        agenda.add(new Interval(720, 780));
        assertEquals(List.of(new Interval(540, 600), new Interval(660, 720), new Interval(780, 1020)),
            agenda.freeSlots(new Interval(540, 1020), 30));
    }
}
