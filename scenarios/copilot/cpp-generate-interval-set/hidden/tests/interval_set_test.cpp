#include "intervals/interval_set.h"

#include <gtest/gtest.h>

#include <climits>
#include <stdexcept>

using intervals::Interval;
using intervals::IntervalSet;
using Intervals = std::vector<Interval>;

namespace {

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

TEST(InsertTest, MergesWhatOverlaps)
{
    IntervalSet set;
    set.insert(1, 5);
    set.insert(3, 8);
    EXPECT_EQ(set.intervals(), (Intervals{{1, 8}}));
}

TEST(InsertTest, MergesWhatTouches)
{
    IntervalSet set;
    set.insert(3, 5);
    set.insert(1, 3);
    set.insert(5, 6);
    EXPECT_EQ(set.intervals(), (Intervals{{1, 6}}));
}

TEST(InsertTest, SwallowsSeveral)
{
    IntervalSet set;
    set.insert(1, 2);
    set.insert(4, 5);
    set.insert(7, 8);
    set.insert(20, 30);
    set.insert(2, 8);
    EXPECT_EQ(set.intervals(), (Intervals{{1, 8}, {20, 30}}));
}

TEST(InsertTest, LeavesALargerOneAlone)
{
    IntervalSet set;
    set.insert(0, 100);
    set.insert(10, 20);
    EXPECT_EQ(set.intervals(), (Intervals{{0, 100}}));
}

TEST(InsertTest, EmptyAddsNothing)
{
    IntervalSet set;
    set.insert(4, 4);
    EXPECT_TRUE(set.intervals().empty());
    set.insert(1, 3);
    set.insert(5, 7);
    set.insert(3, 3);
    EXPECT_EQ(set.intervals(), (Intervals{{1, 3}, {5, 7}}));
}

TEST(InsertTest, RefusesWhatEndsBeforeItBegins)
{
    IntervalSet set;
    set.insert(1, 3);
    EXPECT_THROW(set.insert(5, 4), std::invalid_argument);
    EXPECT_EQ(set.intervals(), (Intervals{{1, 3}}));
}

TEST(InsertTest, TakesTheLargestAndTheSmallest)
{
    IntervalSet set;
    set.insert(INT_MIN, -1);
    set.insert(1, INT_MAX);
    set.insert(-1, 1);
    EXPECT_EQ(set.intervals(), (Intervals{{INT_MIN, INT_MAX}}));
}

} // namespace
