#include "money/money.h"

#include <gtest/gtest.h>

TEST(ParseCentsTest, Reads)
{
    EXPECT_EQ(money::parse_cents("12"), 1200);
}

TEST(ParseCentsTest, ReadsAnother)
{
    EXPECT_EQ(money::parse_cents("5"), 500);
}

TEST(ParseCentsTest, Refuses)
{
    EXPECT_FALSE(money::parse_cents("five").has_value());
}
