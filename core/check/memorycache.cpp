#include "core/check/check.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <unordered_map>

namespace touchstone {
namespace {

/// Finished results in order of last use; unfinished ones are waited for.
class MemoryCache : public ResultCache {
public:
    explicit MemoryCache(qsizetype maxEntries)
        : m_maxEntries(std::max<qsizetype>(1, maxEntries))
    {
    }

    Result<Json> get(const Digest &key, const std::function<Result<Json>()> &compute) override
    {
        std::unique_lock lock(m_mutex);
        while (true) {
            const auto found = m_entries.find(key);
            if (found == m_entries.end())
                break;
            if (found->second.value) {
                m_order.splice(m_order.end(), m_order, found->second.place);
                return *found->second.value;
            }
            m_finished.wait(lock); // then look again: it may have failed, or been dropped already
        }
        m_entries.try_emplace(key);
        lock.unlock();
        return computed(key, compute);
    }

    void put(const Digest &key, const Json &value) override
    {
        const std::scoped_lock lock(m_mutex);
        keep(key, value);
    }

private:
    struct Entry {
        std::optional<Json> value; ///< none: somebody is at work on it
        std::list<Digest>::iterator place;
    };

    /// A failure is not kept: whoever waited for it tries by itself, with its own stop token.
    Result<Json> computed(const Digest &key, const std::function<Result<Json>()> &compute)
    {
        Result<Json> result = fail(ErrorCode::Internal, {});
        try {
            result = compute();
        } catch (...) {
            forget(key);
            throw;
        }
        if (!result) {
            forget(key);
            return result;
        }
        const std::scoped_lock lock(m_mutex);
        keep(key, *result);
        return result;
    }

    void keep(const Digest &key, const Json &value)
    {
        Entry &entry = m_entries[key];
        if (entry.value)
            m_order.erase(entry.place);
        entry.value = value;
        entry.place = m_order.insert(m_order.end(), key);
        while (qsizetype(m_order.size()) > m_maxEntries) {
            m_entries.erase(m_order.front());
            m_order.pop_front();
        }
        m_finished.notify_all();
    }

    void forget(const Digest &key)
    {
        const std::scoped_lock lock(m_mutex);
        m_entries.erase(key);
        m_finished.notify_all();
    }

    const qsizetype m_maxEntries;
    std::mutex m_mutex;
    std::condition_variable m_finished;
    std::unordered_map<Digest, Entry> m_entries;
    std::list<Digest> m_order; ///< of finished entries, the least recently used first
};

} // namespace

std::unique_ptr<ResultCache> makeMemoryCache(qsizetype maxEntries)
{
    return std::make_unique<MemoryCache>(maxEntries);
}

} // namespace touchstone
