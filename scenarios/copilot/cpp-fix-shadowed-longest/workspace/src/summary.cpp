#include "runs/runs.h"

namespace runs {

std::string summary(const std::vector<int> &values)
{
    return std::to_string(count_runs(values)) + " runs, the longest of "
        + std::to_string(longest_run(values));
}

} // namespace runs
