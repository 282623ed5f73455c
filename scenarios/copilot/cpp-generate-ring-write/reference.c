const size_t room = ring->capacity - ring->used;
const size_t count = size < room ? size : room;
if (count == 0)
    return 0;
const size_t end = (ring->start + ring->used) % ring->capacity;
const size_t straight = count < ring->capacity - end ? count : ring->capacity - end;
memcpy(ring->bytes + end, data, straight);
memcpy(ring->bytes, (const unsigned char *)data + straight, count - straight);
ring->used += count;
return count;
