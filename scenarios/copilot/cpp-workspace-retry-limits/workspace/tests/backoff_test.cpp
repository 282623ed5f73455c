#include "net/backoff.h"

#include <gtest/gtest.h>

TEST(BackoffTest, Grows)
{
    net::Backoff backoff;
    EXPECT_LT(backoff.next(), backoff.next());
}
