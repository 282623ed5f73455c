#include "version.h"

#include <gtest/gtest.h>

TEST(VersionCompareTest, Older)
{
    EXPECT_LT(version_cmp("1.9", "1.10"), 0);
}

TEST(VersionCompareTest, Same)
{
    EXPECT_EQ(version_cmp("1.0", "1"), 0);
}
