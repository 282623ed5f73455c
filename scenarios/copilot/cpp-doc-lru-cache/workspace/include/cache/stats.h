#pragma once

namespace cache {

/// Counts how well a cache does.
class Stats {
public:
    void hit() { ++m_hits; }
    void missed() { ++m_misses; }
    void evicted() { ++m_evictions; }

    /**
     * The share of hits among all look-ups.
     *
     * @return a number from 0 to 1; 1 where nothing was looked up
     */
    [[nodiscard]] double hitRate() const;

private:
    long m_hits = 0;
    long m_misses = 0;
    long m_evictions = 0;
};

} // namespace cache
