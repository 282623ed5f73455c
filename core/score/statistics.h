#pragma once

#include <QtCore/QString>

#include <span>
#include <vector>

namespace touchstone {

/// How the samples of one scenario (under one agent) went.
struct SampleCounts {
    int samples = 0; ///< that count: passed + failed
    int passed = 0;
    int errors = 0; ///< harness errors; not in `samples`
    int leftOut = 0; ///< by the scenario's AcceptRule; counted as failed only where nothing passed
    bool operator==(const SampleCounts &) const = default;

    /// The n of the estimators: `samples`, and those left out where nothing passed.
    [[nodiscard]] int counted() const { return passed > 0 ? samples : samples + leftOut; }
};

/// The scores of one scenario's samples (under one agent); those that count, as in SampleCounts.
struct ScoreCounts {
    double sum = 0.0;
    int samples = 0;
    int errors = 0;
    bool operator==(const ScoreCounts &) const = default;
};

struct Interval {
    double low = 0.0;
    double high = 0.0;
    bool operator==(const Interval &) const = default;
};

/// A rate with all that is needed to read it. With a denominator of 0 every number is NaN (where
/// there are only errors, errorBounds still hold).
struct Estimate {
    double value = 0.0;
    int denominator = 0; ///< scenarios that it is a mean over
    int withErrors = 0; ///< scenarios with errors among their samples
    Interval interval; ///< 95 % bootstrap over scenarios (clusters), fixed seed
    Interval errorBounds; ///< errors counted as 0 and as 1
    bool operator==(const Estimate &) const = default;
};

/// Unbiased pass@k of one scenario: 1 - C(n-c, k) / C(n, k), as a product (Chen et al. 2021,
/// arXiv:2107.03374, section 2.1). n < k, k < 1 or c not in 0..n: not defined, NaN.
double passAtK(int samples, int passed, int k);
/// Probability that k samples all pass: C(c, k) / C(n, k) (Yao et al. 2024, tau-bench,
/// arXiv:2406.12045, section 4). Not defined as above: NaN.
double passHatK(int samples, int passed, int k);

/// Means over scenarios; those with fewer than k samples are left out of the denominator. The error
/// bounds are over the scenarios that had k samples if their errors had been samples.
Estimate meanPassAtK(std::span<const SampleCounts> scenarios, int k);
Estimate meanPassHatK(std::span<const SampleCounts> scenarios, int k);
/// Mean of per-scenario mean scores. Scenarios without a sample are left out.
Estimate meanScore(std::span<const std::vector<double>> scenarioScores);
Estimate meanScore(std::span<const ScoreCounts> scenarios);

/// Percentile bootstrap (2.5 % to 97.5 %, linear between order statistics) of the mean, resampling
/// whole scenarios. Deterministic for a seed, on every machine: indices are drawn from
/// std::mt19937_64, whose numbers the standard fixes, and not by a library's distribution. One
/// value: an interval of no width, which says nothing; none: NaN.
Interval bootstrapMean(std::span<const double> values, int resamples = 2000,
                       quint64 seed = 20240607);
/// The same for the mean of paired differences a[i] - b[i]; both have the same length.
Interval bootstrapPairedDifference(std::span<const double> a, std::span<const double> b,
                                   int resamples = 2000, quint64 seed = 20240607);

/// The quantile q (0..1) of sorted values, linear between neighbours (numpy's default, type 7 of
/// Hyndman and Fan 1996); none: NaN.
double quantileOfSorted(std::span<const double> sorted, double q);

} // namespace touchstone
