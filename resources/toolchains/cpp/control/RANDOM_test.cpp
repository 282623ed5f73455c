// Tests that must pass and tests that must fail, whatever is judged; see core/check/testsrun.cpp.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

TEST(Control_RANDOM, holds_equal)
{
    EXPECT_EQ(ALPHA, std::stoi("ALPHA"));
    EXPECT_NE(ALPHA, BETA);
}

TEST(Control_RANDOM, holds_text)
{
    ASSERT_EQ(std::string("RANDOM") + "ALPHA", "RANDOMALPHA");
    ASSERT_TRUE(std::string("ALPHA") != "BETA");
}

TEST(Control_RANDOM, breaks_equal)
{
    EXPECT_EQ(ALPHA, BETA);
}

TEST(Control_RANDOM, breaks_assert)
{
    ASSERT_TRUE(std::string("ALPHA") == "BETA");
}

TEST(Control_RANDOM, breaks_throw)
{
    EXPECT_THROW(static_cast<void>(std::stoi("ALPHA")), std::invalid_argument);
}

TEST(Control_RANDOM, breaks_throwing)
{
    throw std::runtime_error("RANDOM");
}
