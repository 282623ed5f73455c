#include "ring.h"

#include <stdlib.h>
#include <string.h>

int ring_init(struct ring *ring, size_t capacity)
{
    ring->bytes = capacity > 0 ? malloc(capacity) : NULL;
    ring->capacity = ring->bytes != NULL ? capacity : 0;
    ring->start = 0;
    ring->used = 0;
    return ring->bytes != NULL ? 0 : -1;
}

void ring_free(struct ring *ring)
{
    free(ring->bytes);
    ring->bytes = NULL;
    ring->capacity = 0;
    ring->used = 0;
}

size_t ring_write(struct ring *ring, const void *data, size_t size)
{
    return 0; /* not written yet */
}

size_t ring_read(struct ring *ring, void *data, size_t size)
{
    unsigned char *out = data;
    size_t count = size < ring->used ? size : ring->used;
    for (size_t i = 0; i < count; ++i)
        out[i] = ring->bytes[(ring->start + i) % ring->capacity];
    if (count > 0)
        ring->start = (ring->start + count) % ring->capacity;
    ring->used -= count;
    return count;
}
