#include <gtest/gtest.h>

#include "version.h"

#include <string>
#include <vector>

namespace {

// From the oldest on; those of a row are the same.
const std::vector<std::vector<std::string>> ladder{
    {"0", "0.0", ""}, {"0.1"}, {"0.9"}, {"0.10"}, {"1", "1.0.0"},
    {"1.0.1"},        {"1.2"}, {"2.0"}, {"10"},   {"21"},
};

TEST(Ladder, EveryStepIsNewer)
{
    for (std::size_t i = 0; i < ladder.size(); ++i)
        for (std::size_t j = 0; j < ladder.size(); ++j)
            for (const std::string &a : ladder[i])
                for (const std::string &b : ladder[j])
                    EXPECT_EQ(version_compare(a.c_str(), b.c_str()),
                              i == j      ? 0
                                  : i < j ? -1
                                          : 1)
                        << a << " and " << b;
}

TEST(Ladder, SameTextIsTheSame)
{
    EXPECT_EQ(version_compare("3.14.15", "3.14.15"), 0);
}

} // namespace
