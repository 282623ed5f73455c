#include "money/money.h"

#include <gtest/gtest.h>

TEST(FormatCentsTest, HasTwoDigitsBehindThePoint)
{
    EXPECT_EQ(money::format_cents(1230), "12.30");
    EXPECT_EQ(money::format_cents(5), "0.05");
}

TEST(FormatCentsTest, KeepsTheSign)
{
    EXPECT_EQ(money::format_cents(-205), "-2.05");
}
