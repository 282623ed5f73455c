#include <gtest/gtest.h>

#include "money/money.h"

#include <limits>
#include <string>

namespace {

constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();

struct Row {
    const char *text;
    std::int64_t cents;
};

class ParseCents : public testing::TestWithParam<Row> { };

TEST_P(ParseCents, Gives)
{
    EXPECT_EQ(money::parse_cents(GetParam().text).value_or(none), GetParam().cents);
}

INSTANTIATE_TEST_SUITE_P(Rows, ParseCents,
                         testing::Values(Row{"1", 100}, Row{"19.09", 1909}, Row{"-19.90", -1990},
                                         Row{"000000000001", 100}, Row{"0000000000001", none},
                                         Row{"", none}, Row{"-", none}, Row{"1,5", none},
                                         Row{"x", none}, Row{"1.5", none}, Row{"1.a1", none},
                                         Row{"1.1a", none}));

} // namespace
