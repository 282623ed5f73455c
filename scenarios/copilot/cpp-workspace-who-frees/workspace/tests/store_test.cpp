#include "store.h"

#include <gtest/gtest.h>

TEST(StoreTest, Replaces)
{
    store store = {};
    EXPECT_EQ(store_set(&store, "a", "1"), STORE_OK);
    EXPECT_EQ(store_set(&store, "a", "2"), STORE_OK);
    EXPECT_STREQ(store_get(&store, "a"), "2");
    store_clear(&store);
    EXPECT_EQ(store.count, 0u);
}
