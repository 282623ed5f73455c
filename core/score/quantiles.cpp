#include "core/score/quantiles.h"

#include "core/score/statistics.h"

#include <algorithm>
#include <bit>

namespace touchstone {
namespace {

constexpr size_t exactLimit = 4096;
constexpr int mantissaBits = 7; // 128 buckets for each power of two

/// Values below 128 have a bucket each; above, the leading seven bits behind the first one tell.
quint32 bucketOf(quint64 value)
{
    const int width = std::bit_width(value);
    if (width <= mantissaBits)
        return quint32(value);
    const int shift = width - 1 - mantissaBits;
    const quint32 mantissa = quint32(value >> shift) & ((1U << mantissaBits) - 1);
    return (quint32(shift + 1) << mantissaBits) + mantissa;
}

/// The middle of a bucket.
double valueOf(quint32 bucket)
{
    const quint32 shift = bucket >> mantissaBits;
    if (shift == 0)
        return bucket;
    const quint64 mantissa = (bucket & ((1U << mantissaBits) - 1)) | (1U << mantissaBits);
    const double low = double(mantissa << (shift - 1));
    return low + double((quint64(1) << (shift - 1)) - 1) / 2.0;
}

} // namespace

void QuantileSketch::add(qint64 value)
{
    value = std::max<qint64>(value, 0);
    ++m_count;
    m_sum += value;
    if (!m_buckets.empty()) {
        addToBucket(value);
        return;
    }
    m_exact.push_back(value);
    if (m_exact.size() <= exactLimit)
        return;
    for (const qint64 seen : m_exact)
        addToBucket(seen);
    m_exact = {};
}

void QuantileSketch::addToBucket(qint64 value)
{
    ++m_buckets[bucketOf(quint64(value))];
}

double QuantileSketch::valueAtRank(qint64 rank) const
{
    qint64 before = 0;
    for (const auto &[bucket, count] : m_buckets) {
        before += count;
        if (rank < before)
            return valueOf(bucket);
    }
    return m_buckets.empty() ? 0.0 : valueOf(m_buckets.rbegin()->first);
}

double QuantileSketch::quantile(double q) const
{
    if (m_count == 0)
        return 0.0;
    if (m_buckets.empty()) {
        std::vector<double> sorted(m_exact.begin(), m_exact.end());
        std::ranges::sort(sorted);
        return quantileOfSorted(sorted, q);
    }
    return valueAtRank(qint64(std::clamp(q, 0.0, 1.0) * double(m_count - 1)));
}

} // namespace touchstone
