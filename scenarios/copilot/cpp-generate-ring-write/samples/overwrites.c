const unsigned char *in = data;
for (size_t i = 0; i < size; ++i) {
    ring->bytes[(ring->start + ring->used) % ring->capacity] = in[i];
    if (ring->used < ring->capacity)
        ring->used++;
    else
        ring->start = (ring->start + 1) % ring->capacity;
}
return size;
