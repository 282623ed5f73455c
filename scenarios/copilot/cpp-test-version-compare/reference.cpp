#include "version.h"

#include <gtest/gtest.h>

TEST(VersionCompareTest, ComparesNumbersNotText)
{
    EXPECT_EQ(version_compare("1.9", "1.10"), -1);
    EXPECT_EQ(version_compare("1.10", "1.9"), 1);
    EXPECT_EQ(version_compare("2", "12"), -1);
    EXPECT_EQ(version_compare("21", "12"), 1);
}

TEST(VersionCompareTest, TheFirstDifferenceDecides)
{
    EXPECT_EQ(version_compare("2.0.0", "1.9.9"), 1);
    EXPECT_EQ(version_compare("1.2.3", "1.3.0"), -1);
}

TEST(VersionCompareTest, TheSame)
{
    EXPECT_EQ(version_compare("1.2.3", "1.2.3"), 0);
    EXPECT_EQ(version_compare("", ""), 0);
    EXPECT_EQ(version_compare("1.02", "1.2"), 0);
}

TEST(VersionCompareTest, WhatIsLackingIsZero)
{
    EXPECT_EQ(version_compare("1.0", "1"), 0);
    EXPECT_EQ(version_compare("1", "1.0.1"), -1);
    EXPECT_EQ(version_compare("1.0.1", "1"), 1);
}
