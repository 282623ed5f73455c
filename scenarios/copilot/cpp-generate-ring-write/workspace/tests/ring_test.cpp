#include "ring.h"

#include <gtest/gtest.h>

TEST(RingTest, GivesBackWhatWasWritten)
{
    ring ring;
    ASSERT_EQ(ring_init(&ring, 8), 0);
    EXPECT_EQ(ring_write(&ring, "abc", 3), 3u);
    char out[4] = "";
    EXPECT_EQ(ring_read(&ring, out, 3), 3u);
    EXPECT_STREQ(out, "abc");
    ring_free(&ring);
}

TEST(RingTest, IsEmptyAtFirst)
{
    ring ring;
    ASSERT_EQ(ring_init(&ring, 8), 0);
    char out[4] = "";
    EXPECT_EQ(ring_read(&ring, out, 3), 0u);
    ring_free(&ring);
}

TEST(RingTest, NeedsACapacity)
{
    ring ring;
    EXPECT_EQ(ring_init(&ring, 0), -1);
}
