#include "money/money.h"

#include <gtest/gtest.h>

using money::parse_cents;

TEST(ParseCentsTest, ReadsWholeAmounts)
{
    EXPECT_EQ(parse_cents("0"), 0);
    EXPECT_EQ(parse_cents("1290"), 129000);
}

TEST(ParseCentsTest, ReadsCents)
{
    EXPECT_EQ(parse_cents("12.34"), 1234);
    EXPECT_EQ(parse_cents("0.05"), 5);
    EXPECT_EQ(parse_cents("7.90"), 790);
}

TEST(ParseCentsTest, ReadsTheSign)
{
    EXPECT_EQ(parse_cents("-3"), -300);
    EXPECT_EQ(parse_cents("-0.99"), -99);
}

TEST(ParseCentsTest, TakesTwelveDigitsAndNoMore)
{
    EXPECT_EQ(parse_cents("999999999999"), 99999999999900);
    EXPECT_EQ(parse_cents("1000000000000"), std::nullopt);
}

TEST(ParseCentsTest, RefusesWhatIsNoAmount)
{
    for (const char *text : {"", "-", ".50", "-.50", "a", "1a", "1/", "--1", "+1", " 1"})
        EXPECT_EQ(parse_cents(text), std::nullopt) << text;
}

TEST(ParseCentsTest, RefusesOtherThanTwoDigitsBehindThePoint)
{
    for (const char *text : {"1.", "1.5", "1.500", "1.x0", "1.0x", "1.-1", "1..1"})
        EXPECT_EQ(parse_cents(text), std::nullopt) << text;
}
