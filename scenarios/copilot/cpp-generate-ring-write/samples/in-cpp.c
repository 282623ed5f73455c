const auto *in = static_cast<const unsigned char *>(data);
const auto room = std::min(size, ring->capacity - ring->used);
for (size_t i = 0; i < room; ++i)
    ring->bytes[(ring->start + ring->used++) % ring->capacity] = in[i];
return room;
