#ifndef RING_H
#define RING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes that wait for their reader, in a buffer of a fixed size that is used round and round. */
struct ring {
    unsigned char *bytes;
    size_t capacity; /**< how many bytes there is room for */
    size_t start; /**< where the oldest byte is */
    size_t used; /**< how many bytes wait */
};

/** Makes an empty ring; returns 0, or -1 where there is no memory or the capacity is 0. */
int ring_init(struct ring *ring, size_t capacity);

void ring_free(struct ring *ring);

/**
 * Puts bytes behind those that wait. What there is no room for is left out; bytes that wait are
 * never overwritten.
 *
 * @param ring the ring
 * @param data the bytes; may be NULL if `size` is 0
 * @param size how many bytes there are
 * @return how many of them, from the first on, were taken
 */
size_t ring_write(struct ring *ring, const void *data, size_t size);

/** Takes at most `size` of the oldest bytes out; returns how many. */
size_t ring_read(struct ring *ring, void *data, size_t size);

#ifdef __cplusplus
}
#endif

#endif
