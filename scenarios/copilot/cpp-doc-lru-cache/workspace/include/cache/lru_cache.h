#pragma once

#include "cache/stats.h"

#include <list>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace cache {

template <typename Key, typename Value> class LruCache {
public:
    explicit LruCache(std::size_t capacity)
        : m_capacity(capacity)
    {
        if (capacity == 0)
            throw std::invalid_argument("a cache needs a capacity");
    }

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
