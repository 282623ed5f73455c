#pragma once

#include "cache/stats.h"

#include <list>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace cache {

/**
 * Keeps the values that were used last, up to a fixed number of them.
 *
 * When it is full, a new key takes the place of the one that was not used for the longest time.
 *
 * @tparam Key what values are found by; needs std::hash and ==
 * @tparam Value what is kept
 */
template <typename Key, typename Value> class LruCache {
public:
    /**
     * Makes an empty cache.
     *
     * @param capacity how many values it keeps at most
     */
    explicit LruCache(std::size_t capacity)
        : m_capacity(capacity)
    {
        if (capacity == 0)
            throw std::invalid_argument("a cache needs a capacity");
    }

    /**
     * Keeps a value under a key, in place of the one that was there.
     *
     * @param key what it will be found by
     * @param value what is kept
     * @return true if the key is new, false if its value was replaced
     */
    bool put(const Key &key, Value value)
    {
        const auto known = m_places.find(key);
        if (known != m_places.end()) {
            known->second->second = std::move(value);
            m_entries.splice(m_entries.begin(), m_entries, known->second);
            return false;
        }
        if (m_entries.size() == m_capacity) {
            m_places.erase(m_entries.back().first);
            m_entries.pop_back();
            m_stats.evicted();
        }
        m_entries.emplace_front(key, std::move(value));
        m_places[key] = m_entries.begin();
        return true;
    }

    /**
     * Finds a value, and counts as a use of it.
     *
     * @param key the key that it was put under
     * @return the value; valid until it is replaced or leaves the cache
     */
    const Value &get(const Key &key)
    {
        const auto known = m_places.find(key);
        if (known == m_places.end()) {
            m_stats.missed();
            throw std::out_of_range("there is no such key");
        }
        m_stats.hit();
        m_entries.splice(m_entries.begin(), m_entries, known->second);
        return known->second->second;
    }

    /** Forgets every value; the statistics stay. */
    void clear()
    {
        m_entries.clear();
        m_places.clear();
    }

private:
    using Entries = std::list<std::pair<Key, Value>>;

    std::size_t m_capacity;
    Entries m_entries; // the one used last comes first
    std::unordered_map<Key, typename Entries::iterator> m_places;
    Stats m_stats;
};

} // namespace cache
