#pragma once

#include <QtCore/QtTypes>

#include <map>
#include <vector>

namespace touchstone {

/// Quantiles of a stream of non-negative whole numbers (durations in µs) in bounded memory: exact
/// for the first 4,096 values, then within 0.4 % of a value that was seen.
class QuantileSketch {
public:
    void add(qint64 value); ///< negative ones count as 0
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] qint64 sum() const { return m_sum; }
    /// q in 0..1; without a value: 0.
    [[nodiscard]] double quantile(double q) const;

private:
    void addToBucket(qint64 value);
    [[nodiscard]] double valueAtRank(qint64 rank) const;

    std::vector<qint64> m_exact; ///< empty once there are too many
    std::map<quint32, qint64> m_buckets; ///< bucket to how many; at most a few thousand
    qint64 m_count = 0;
    qint64 m_sum = 0;
};

} // namespace touchstone
