#include "ring.h"

#include <gtest/gtest.h>

#include <string>

namespace {

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

class WriteTest : public testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(ring_init(&m_ring, 5), 0); }
    void TearDown() override { ring_free(&m_ring); }

    std::string read(size_t size)
    {
        std::string text(size, '?');
        text.resize(ring_read(&m_ring, text.data(), size));
        return text;
    }

    size_t write(const std::string &text) { return ring_write(&m_ring, text.data(), text.size()); }

    ring m_ring = {};
};

TEST_F(WriteTest, TakesNoMoreThanThereIsRoomFor)
{
    EXPECT_EQ(write("abc"), 3u);
    EXPECT_EQ(write("defg"), 2u);
    EXPECT_EQ(write("h"), 0u);
    EXPECT_EQ(read(9), "abcde");
}

TEST_F(WriteTest, GoesRound)
{
    EXPECT_EQ(write("abcd"), 4u);
    EXPECT_EQ(read(3), "abc");
    EXPECT_EQ(write("efgh"), 4u);
    EXPECT_EQ(m_ring.used, 5u);
    EXPECT_EQ(read(9), "defgh");
}

TEST_F(WriteTest, BeginsAtTheEdge)
{
    EXPECT_EQ(write("abcde"), 5u);
    EXPECT_EQ(read(5), "abcde");
    EXPECT_EQ(write("xyz"), 3u);
    EXPECT_EQ(read(3), "xyz");
}

TEST_F(WriteTest, NothingMayBeNull)
{
    EXPECT_EQ(ring_write(&m_ring, nullptr, 0), 0u);
    EXPECT_EQ(read(1), "");
}

TEST_F(WriteTest, TakesZeroBytesAsTheyAre)
{
    EXPECT_EQ(write(std::string("a\0b", 3)), 3u);
    EXPECT_EQ(read(3), std::string("a\0b", 3));
}

TEST_F(WriteTest, GoesRoundManyTimes)
{
    std::string in, out;
    for (int i = 0; i < 100; ++i) {
        const std::string text = std::to_string(i * 37);
        in += text.substr(0, write(text));
        out += read(3);
    }
    out += read(9);
    EXPECT_EQ(out, in);
}

} // namespace
