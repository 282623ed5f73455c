#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <utility>

namespace touchstone {

/// Small numbers, each lent to one sandbox at a time: its user and its control group go by it.
/// Thread-safe; must outlive what it lends.
class Slots {
public:
    class Lease {
    public:
        Lease(Slots &slots, int number)
            : m_slots(&slots)
            , m_number(number)
        {
        }
        Lease(Lease &&other) noexcept
            : m_slots(std::exchange(other.m_slots, nullptr))
            , m_number(other.m_number)
        {
        }
        Lease &operator=(Lease &&) = delete;
        ~Lease()
        {
            if (m_slots)
                m_slots->give(m_number);
        }
        [[nodiscard]] int number() const { return m_number; }

    private:
        Slots *m_slots;
        int m_number;
    };

    /// The smallest that is free, so that few are ever used; waits when all are taken.
    [[nodiscard]] Lease take()
    {
        std::unique_lock lock(m_mutex);
        m_freed.wait(lock, [this] { return int(m_taken.size()) < most; });
        int number = 0;
        for (auto it = m_taken.begin(); it != m_taken.end() && *it == number; ++it)
            ++number;
        m_taken.insert(number);
        return {*this, number};
    }

    static constexpr int most = 512;

private:
    void give(int number)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_taken.erase(number);
        }
        m_freed.notify_one();
    }

    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::set<int> m_taken;
};

} // namespace touchstone
