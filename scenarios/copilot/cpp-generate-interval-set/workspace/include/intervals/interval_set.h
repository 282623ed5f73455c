#pragma once

#include <cstdint>
#include <vector>

namespace intervals {

/// The integers from `from` up to, but not including, `to`.
struct Interval {
    int from = 0;
    int to = 0;
    bool operator==(const Interval &other) const { return from == other.from && to == other.to; }
};

/// A set of integers, kept as intervals that neither overlap nor touch, in ascending order.
class IntervalSet {
public:
    /**
     * Adds every integer from `from` up to, but not including, `to`.
     *
     * Intervals that overlap or touch become one, so that [1, 3) and [3, 5) are kept as [1, 5). An
     * empty interval
     * (`from` equal to `to`) adds nothing.
     *
     * @param from the first integer
     * @param to the integer behind the last
     * @throws std::invalid_argument if `from` is greater than `to`; the set is then as it was
     */
    void insert(int from, int to);

    /// Takes every integer from `from` up to, but not including, `to` out of the set.
    void erase(int from, int to);

    [[nodiscard]] bool contains(int value) const;

    /// How many integers are in the set.
    [[nodiscard]] std::int64_t size() const;

    [[nodiscard]] const std::vector<Interval> &intervals() const { return m_intervals; }

private:
    std::vector<Interval> m_intervals;
};

} // namespace intervals
