#include "money/money.h"

#include <gtest/gtest.h>

TEST(ParseCentsTest, Whole)
{
    EXPECT_EQ(money::parse_cents("12"), 1200);
}

TEST(ParseCentsTest, OneDigitBehindThePointMeansTens)
{
    EXPECT_EQ(money::parse_cents("1.5"), 150);
}

TEST(ParseCentsTest, Negative)
{
    EXPECT_EQ(money::parse_cents("-1.50"), -150);
}
