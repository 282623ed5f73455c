package edit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;

/** Remembers states of a document, so that changes can be undone and done again. */
public class History {
    private final Deque<String> past = new ArrayDeque<>();
    private final Deque<String> future = new ArrayDeque<>();
    private final int limit;
    private String now;

    /**
     * A history that begins with a state.
     *
     * @param start the first state
     * @param limit how many steps can be undone at the most; at least 1
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public History(String start, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit);
        }
        this.now = start;
        this.limit = limit;
    }

    /**
     * Goes on to a new state; what was undone before can't be done again. A state equal to the present one is no change.
     *
     * @param state the new state
     */
    public void change(String state) {
        if (state.equals(now)) {
            return;
        }
        past.push(now);
        if (past.size() > limit) {
            past.removeLast();
        }
        future.clear();
        now = state;
    }

    /**
     * Goes back one state.
     *
     * @return the state that is present now
     * @throws NoSuchElementException if there is none before
     */
    public String undo() {
        String before = past.pop();
        future.push(now);
        now = before;
        return now;
    }

    /**
     * Takes the last undo back.
     *
     * @return the state that is present now
     * @throws NoSuchElementException if nothing was undone since the last change
     */
    public String redo() {
        String after = future.pop();
        past.push(now);
        now = after;
        return now;
    }

    /**
     * The present state.
     *
     * @return the state
     */
    public String now() {
        return now;
    }
}
