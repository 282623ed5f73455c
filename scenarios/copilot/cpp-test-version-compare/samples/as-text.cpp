#include "version.h"

#include <gtest/gtest.h>

TEST(VersionCompareTest, Older)
{
    EXPECT_EQ(version_compare("1.10", "1.9"), -1);
}

TEST(VersionCompareTest, Same)
{
    EXPECT_EQ(version_compare("1.0", "1.0"), 0);
}
