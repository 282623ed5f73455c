#include "version.h"

#include <gtest/gtest.h>

TEST(VersionCompareTest, GivesOneOfThree)
{
    for (const char *a : {"1", "1.2", "1.10", "2.0.1"})
        for (const char *b : {"1", "1.2", "1.9", "2.0"}) {
            EXPECT_LE(version_compare(a, b), 1);
            EXPECT_GE(version_compare(a, b), -1);
        }
}

TEST(VersionCompareTest, GivesTheSameTwice)
{
    EXPECT_EQ(version_compare("1.2", "1.10"), version_compare("1.2", "1.10"));
}
