package agenda;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The appointments of one day. */
public class Agenda {
    private final List<Interval> taken = new ArrayList<>();

    /**
     * Adds an appointment; appointments may overlap.
     *
     * @param appointment when it is
     */
    public void add(Interval appointment) {
        taken.add(appointment);
    }

    /**
     * The appointments, the earliest first.
     *
     * @return a list of its own
     */
    public List<Interval> appointments() {
        List<Interval> sorted = new ArrayList<>(taken);
        sorted.sort(Comparator.comparingInt(Interval::start).thenComparingInt(Interval::end));
        return sorted;
    }

    /**
     * The spans within a day's opening hours that no appointment touches and that are long enough, the earliest first.
     * An appointment without minutes takes no time. Spans are as long as they can be: no two of them meet.
     *
     * @param hours the opening hours; what lies outside of them does not count
     * @param least the fewest minutes that a span must have
     * @return the free spans
     * @throws IllegalArgumentException if {@code least} is less than 1
     */
    public List<Interval> freeSlots(Interval hours, int least, boolean... options) {
        if (least < 1) {
            throw new IllegalArgumentException("a slot has at least one minute");
        }
        List<Interval> free = new ArrayList<>();
        int from = hours.start();
        for (Interval appointment : appointments()) {
            if (appointment.length() == 0) {
                continue;
            }
            int until = Math.min(appointment.start(), hours.end());
            if (until - from >= least) {
                free.add(new Interval(from, until));
            }
            from = Math.max(from, appointment.end());
        }
        if (hours.end() - from >= least) {
            free.add(new Interval(from, hours.end()));
        }
        return free;
    }
}
