const unsigned char *in = data;
size_t taken = 0;
while (taken < size && ring->used < ring->capacity) {
    ring->bytes[(ring->start + ring->used) % ring->capacity] = in[taken++];
    ring->used++;
}
return taken;
