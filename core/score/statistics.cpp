#include "core/score/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace touchstone {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// C(n-c, k) / C(n, k): the chance that k of n samples, drawn without replacement, have none of c
/// marked ones. Symmetric in c and k, so the shorter of the two products is taken.
double noneOf(int n, int c, int k)
{
    if (k < 1 || k > n || c < 0 || c > n)
        return undefined;
    if (n - c < k)
        return 0.0;
    const int factors = std::min(c, k);
    const double drawn = std::max(c, k);
    double product = 1.0;
    for (int i = 0; i < factors; ++i)
        product *= 1.0 - drawn / (n - i);
    return product;
}

/// Indices below `size`, two from each number of the generator.
class IndexSource {
public:
    IndexSource(quint32 size, quint64 seed)
        : m_size(size)
        , m_random(seed)
    {
    }

    /// Lemire 2019, "Fast random integer generation in an interval", algorithm 5: no bias.
    quint32 next()
    {
        quint64 product = quint64(bits()) * m_size;
        if (quint32(product) < m_size) {
            const quint32 threshold = -m_size % m_size;
            while (quint32(product) < threshold)
                product = quint64(bits()) * m_size;
        }
        return quint32(product >> 32);
    }

private:
    quint32 bits()
    {
        if (m_hasSpare) {
            m_hasSpare = false;
            return m_spare;
        }
        const quint64 number = m_random();
        m_spare = quint32(number >> 32);
        m_hasSpare = true;
        return quint32(number);
    }

    quint32 m_size;
    std::mt19937_64 m_random;
    quint32 m_spare = 0;
    bool m_hasSpare = false;
};

double mean(std::span<const double> values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return values.empty() ? undefined : sum / double(values.size());
}

/// Scenarios' values as they are, and with errors counted as 0 and as 1.
struct Columns {
    std::vector<double> values;
    std::vector<double> low;
    std::vector<double> high;
    int withErrors = 0;

    void addBounds(double lowest, double highest)
    {
        low.push_back(lowest);
        high.push_back(highest);
    }
};

Estimate estimate(const Columns &columns)
{
    return {mean(columns.values),
            int(columns.values.size()),
            columns.withErrors,
            bootstrapMean(columns.values),
            {mean(columns.low), mean(columns.high)}};
}

/// An estimator of one scenario: (samples, passed, k).
using Estimator = double (*)(int, int, int);

Estimate meanOf(std::span<const SampleCounts> scenarios, int k, Estimator estimator)
{
    Columns columns;
    for (const SampleCounts &counts : scenarios) {
        columns.withErrors += counts.errors > 0 ? 1 : 0;
        if (counts.counted() >= k)
            columns.values.push_back(estimator(counts.counted(), counts.passed, k));
        SampleCounts allFailed = counts;
        allFailed.samples += counts.errors;
        SampleCounts allPassed = allFailed;
        allPassed.passed += counts.errors;
        if (allFailed.counted() < k)
            continue;
        // samples left out may stop counting when one passes; nothing but 1 bounds that
        const bool defined = allPassed.counted() >= k;
        columns.addBounds(estimator(allFailed.counted(), allFailed.passed, k),
                          defined ? estimator(allPassed.counted(), allPassed.passed, k) : 1.0);
    }
    return estimate(columns);
}

} // namespace

double passAtK(int samples, int passed, int k)
{
    return 1.0 - noneOf(samples, passed, k);
}

double passHatK(int samples, int passed, int k)
{
    return noneOf(samples, samples - passed, k);
}

Estimate meanPassAtK(std::span<const SampleCounts> scenarios, int k)
{
    return meanOf(scenarios, k, passAtK);
}

Estimate meanPassHatK(std::span<const SampleCounts> scenarios, int k)
{
    return meanOf(scenarios, k, passHatK);
}

Estimate meanScore(std::span<const ScoreCounts> scenarios)
{
    Columns columns;
    for (const ScoreCounts &scores : scenarios) {
        columns.withErrors += scores.errors > 0 ? 1 : 0;
        const int all = scores.samples + scores.errors;
        if (scores.samples > 0)
            columns.values.push_back(scores.sum / scores.samples);
        if (all > 0)
            columns.addBounds(scores.sum / all, (scores.sum + scores.errors) / all);
    }
    return estimate(columns);
}

Estimate meanScore(std::span<const std::vector<double>> scenarioScores)
{
    std::vector<ScoreCounts> scenarios;
    for (const std::vector<double> &scores : scenarioScores) {
        ScoreCounts counts;
        for (const double score : scores)
            counts.sum += score;
        counts.samples = int(scores.size());
        scenarios.push_back(counts);
    }
    return meanScore(scenarios);
}

double quantileOfSorted(std::span<const double> sorted, double q)
{
    if (sorted.empty())
        return undefined;
    const double place = std::clamp(q, 0.0, 1.0) * double(sorted.size() - 1);
    const size_t below = size_t(place);
    const size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - double(below)) * (sorted[above] - sorted[below]);
}

Interval bootstrapMean(std::span<const double> values, int resamples, quint64 seed)
{
    if (values.empty() || resamples < 1)
        return {undefined, undefined};
    IndexSource indices(quint32(values.size()), seed);
    std::vector<double> means;
    means.reserve(size_t(resamples));
    for (int i = 0; i < resamples; ++i) {
        double sum = 0.0;
        for (size_t drawn = 0; drawn < values.size(); ++drawn)
            sum += values[indices.next()];
        means.push_back(sum / double(values.size()));
    }
    std::ranges::sort(means);
    return {quantileOfSorted(means, 0.025), quantileOfSorted(means, 0.975)};
}

Interval bootstrapPairedDifference(std::span<const double> a, std::span<const double> b,
                                   int resamples, quint64 seed)
{
    Q_ASSERT(a.size() == b.size());
    std::vector<double> differences;
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        differences.push_back(a[i] - b[i]);
    return bootstrapMean(differences, resamples, seed);
}

} // namespace touchstone
