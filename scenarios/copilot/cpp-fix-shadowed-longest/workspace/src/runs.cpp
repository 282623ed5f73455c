#include "runs/runs.h"

namespace runs {

std::size_t longest_run(const std::vector<int> &values)
{
    std::size_t longest = 0;
    std::size_t current = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool goes_on = i > 0 && values[i] == values[i - 1];
        current = goes_on ? current + 1 : 1;
        if (longest < current) {
            std::size_t longest = current;
            current = longest;
        }
    }
    return longest;
}

std::size_t count_runs(const std::vector<int> &values)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        count += i == 0 || values[i] != values[i - 1] ? 1 : 0;
    return count;
}

} // namespace runs
