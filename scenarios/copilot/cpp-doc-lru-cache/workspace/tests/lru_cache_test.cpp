#include "cache/lru_cache.h"

#include <gtest/gtest.h>

#include <string>

TEST(LruCacheTest, ForgetsWhatWasNotUsed)
{
    cache::LruCache<std::string, int> cache(2);
    EXPECT_TRUE(cache.put("a", 1));
    EXPECT_TRUE(cache.put("b", 2));
    EXPECT_EQ(cache.get("a"), 1);
    EXPECT_TRUE(cache.put("c", 3));
    EXPECT_THROW(cache.get("b"), std::out_of_range);
    EXPECT_FALSE(cache.put("a", 4));
}
