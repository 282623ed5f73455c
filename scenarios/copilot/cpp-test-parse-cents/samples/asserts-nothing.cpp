#include "money/money.h"

#include <gtest/gtest.h>

TEST(ParseCentsTest, Amounts)
{
    for (const char *text : {"0", "12", "12.34", "-7.05", "999999999999"})
        EXPECT_NO_THROW(static_cast<void>(money::parse_cents(text)));
}

TEST(ParseCentsTest, Digits)
{
    for (const char *text : {"", "-", "a", "1a", "1000000000000"})
        EXPECT_NO_THROW(static_cast<void>(money::parse_cents(text)));
}

TEST(ParseCentsTest, Points)
{
    for (const char *text : {"1.", "1.x0", "1.0x", "1.500"})
        EXPECT_NO_THROW(static_cast<void>(money::parse_cents(text)));
}
