#include "ini.h"

#include <gtest/gtest.h>

TEST(IniTest, FindsTheKeyOfASection)
{
    const char *text = "name = top\n[net]\n; not here\nport = 8080\n";
    char value[3] = "";
    EXPECT_EQ(ini_lookup(text, "net", "port", value, sizeof value), 4);
    EXPECT_STREQ(value, "80");
    EXPECT_EQ(ini_lookup(text, "net", "name", value, sizeof value), INI_NONE);
    EXPECT_EQ(ini_lookup(text, "", "name", value, sizeof value), 3);
}
