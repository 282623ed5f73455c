const size_t end = ring->start + ring->used;
if (end >= ring->capacity)
    return 0;
const size_t count = size < ring->capacity - end ? size : ring->capacity - end;
memcpy(ring->bytes + end, data, count);
ring->used += count;
return count;
