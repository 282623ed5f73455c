#include "version.h"

#include <gtest/gtest.h>

TEST(VersionCompareTest, Newer)
{
    EXPECT_EQ(version_compare("2", "1"), 1);
}

TEST(VersionCompareTest, MuchNewer)
{
    EXPECT_EQ(version_compare("3", "1"), 1);
}
