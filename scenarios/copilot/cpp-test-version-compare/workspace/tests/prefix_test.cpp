#include "version.h"

#include <gtest/gtest.h>

TEST(VersionPrefixTest, IsWholeNumbers)
{
    EXPECT_TRUE(version_has_prefix("1.10.2", "1.10"));
    EXPECT_FALSE(version_has_prefix("1.10.2", "1.1"));
    EXPECT_TRUE(version_has_prefix("1.10", "1.10"));
}
