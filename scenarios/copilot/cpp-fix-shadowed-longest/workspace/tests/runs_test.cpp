#include "runs/runs.h"

#include <gtest/gtest.h>

TEST(RunsTest, NothingHasNoRuns)
{
    EXPECT_EQ(runs::longest_run({}), 0u);
    EXPECT_EQ(runs::count_runs({}), 0u);
}

TEST(RunsTest, Counts)
{
    EXPECT_EQ(runs::count_runs({1, 1, 2, 1}), 3u);
}
