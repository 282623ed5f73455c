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
};

struct Interval {
    double low = 0.0;
    double high = 0.0;
};

/// A rate with all that is needed to read it.
struct Estimate {
    double value = 0.0;
    int denominator = 0; ///< scenarios that it is a mean over
    int withErrors = 0; ///< scenarios with errors among their samples
    Interval interval; ///< 95 % bootstrap over scenarios (clusters), fixed seed
    Interval errorBounds; ///< errors counted as 0 and as 1
};

/// Unbiased pass@k of one scenario: 1 - C(n-c, k) / C(n, k), as a product (Chen et al. 2021,
/// arXiv:2107.03374, section 2.1). n < k: not defined, NaN.
double passAtK(int samples, int passed, int k);
/// Probability that k samples all pass: C(c, k) / C(n, k) (Yao et al. 2024, tau-bench). n < k: NaN.
double passHatK(int samples, int passed, int k);

/// Means over scenarios; those with fewer than k samples are left out of the denominator.
Estimate meanPassAtK(std::span<const SampleCounts> scenarios, int k);
Estimate meanPassHatK(std::span<const SampleCounts> scenarios, int k);
/// Mean of per-scenario mean scores.
Estimate meanScore(std::span<const std::vector<double>> scenarioScores);

/// Percentile bootstrap of the mean, resampling whole scenarios; deterministic for a seed.
Interval bootstrapMean(std::span<const double> values, int resamples = 2000,
                       quint64 seed = 20240607);
/// The same for the mean of paired differences.
Interval bootstrapPairedDifference(std::span<const double> a, std::span<const double> b,
                                   int resamples = 2000, quint64 seed = 20240607);

} // namespace touchstone
