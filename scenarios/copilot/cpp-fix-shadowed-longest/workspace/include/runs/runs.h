#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace runs {

/// How many equal values stand side by side at most.
std::size_t longest_run(const std::vector<int> &values);

/// How many runs of equal values there are.
std::size_t count_runs(const std::vector<int> &values);

/// "3 runs, the longest of 2"
std::string summary(const std::vector<int> &values);

} // namespace runs
