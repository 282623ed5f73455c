#include "intervals/interval_set.h"

#include <gtest/gtest.h>

using intervals::Interval;
using intervals::IntervalSet;

TEST(IntervalSetTest, StartsEmpty)
{
    const IntervalSet set;
    EXPECT_EQ(set.size(), 0);
    EXPECT_FALSE(set.contains(0));
}

TEST(IntervalSetTest, KeepsWhatIsApartInOrder)
{
    IntervalSet set;
    set.insert(10, 12);
    set.insert(1, 3);
    EXPECT_EQ(set.intervals(), (std::vector<Interval>{{1, 3}, {10, 12}}));
}

TEST(IntervalSetTest, ErasesFromTheMiddle)
{
    IntervalSet set;
    set.insert(0, 10);
    set.erase(3, 5);
    EXPECT_EQ(set.size(), 8);
    EXPECT_FALSE(set.contains(4));
}
