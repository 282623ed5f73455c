package buffers;

import java.util.NoSuchElementException;

/*
 * A queue of limited size: when it is full, a new item takes the place of the oldest one.
 *
 * @param <T> the type of its items
 */
public class RingBuffer<T> {
    private final Object[] items;
    private int first;
    private int size;

    /*
     * An empty buffer.
     *
     * @param capacity how many items it holds, at least 1
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     */
    public RingBuffer(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity);
        }
        items = new Object[capacity];
    }

    /*
     * Adds an item.
     *
     * @param item the newest item; may be null
     * @return whether the oldest item had to go
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

    /*
     * Takes the oldest item out.
     *
     * @return the item
     * @throws NoSuchElementException if there is none
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

    /*
     * How many items there are.
     *
     * @return the number of items
     */
    public int size() {
        return size;
    }

    /* Takes all items out. */
    public void clear() {
        while (size > 0) {
            pop();
        }
    }

    private int next(int index) {
        return (index + 1) % items.length;
    }
}
