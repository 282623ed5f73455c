#include "runs/runs.h"

#include <gtest/gtest.h>

namespace {

TEST(RunsTest, NothingHasNoRuns)
{
    EXPECT_EQ(runs::longest_run({}), 0u);
    EXPECT_EQ(runs::count_runs({}), 0u);
}

TEST(RunsTest, Counts)
{
    EXPECT_EQ(runs::count_runs({1, 1, 2, 1}), 3u);
}

TEST(LongestTest, InTheMiddle)
{
    EXPECT_EQ(runs::longest_run({1, 2, 2, 2, 3, 3}), 3u);
}

TEST(LongestTest, AtTheEnd)
{
    EXPECT_EQ(runs::longest_run({4, 1, 1, 1, 1}), 4u);
}

TEST(LongestTest, AllDiffer)
{
    EXPECT_EQ(runs::longest_run({1, 2, 3}), 1u);
}

TEST(LongestTest, StandsInTheSummary)
{
    EXPECT_EQ(runs::summary({7, 7, 8}), "2 runs, the longest of 2");
}

} // namespace
