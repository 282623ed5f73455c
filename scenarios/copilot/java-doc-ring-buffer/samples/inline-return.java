package buffers;

import java.util.NoSuchElementException;

/**
 * First in, first out, overwriting: a buffer over a fixed array.
 *
 * @param <T> what is kept
 */
public class RingBuffer<T> {
    private final Object[] items;
    private int first;
    private int size;

    /**
     * Makes a buffer of {@code capacity} places.
     *
     * @param capacity number of places
     * @throws IllegalArgumentException if that is no positive number
     */
    public RingBuffer(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity);
        }
        items = new Object[capacity];
    }

    /**
     * Appends {@code item}, overwriting the oldest when the buffer is full.
     *
     * @param item what to append
     * @return {@code true} if something was overwritten
     */
    public boolean push(T item) {
        boolean full = size == items.length;
        items[(first + size) % items.length] = item;
        if (full) {
            first = next(first);
        } else {
            ++size;
        }
        return full;
    }

    /**
     * Removes the oldest item.
     *
     * @return what was removed
     * @throws java.util.NoSuchElementException when {@link #size()} is 0
     */
    @SuppressWarnings("unchecked")
    public T pop() {
        if (size == 0) {
            throw new NoSuchElementException("the buffer is empty");
        }
        T item = (T) items[first];
        items[first] = null;
        first = next(first);
        --size;
        return item;
    }

    /**
     * {@return the number of items that can be popped}
     */
    public int size() {
        return size;
    }

    /**
     * Forgets everything.
     */
    public void clear() {
        while (size > 0) {
            pop();
        }
    }

    private int next(int index) {
        return (index + 1) % items.length;
    }
}
