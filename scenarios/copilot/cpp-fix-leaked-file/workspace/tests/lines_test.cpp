#include "lines.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace {

const char *path = "/tmp/lines.txt";

void write(const char *text)
{
    FILE *file = fopen(path, "w");
    ASSERT_NE(file, nullptr);
    fputs(text, file);
    fclose(file);
}

TEST(LinesTest, ReadsTheFirst)
{
    write("  one \ntwo\n");
    char line[16] = "";
    EXPECT_EQ(lines_first(path, line, sizeof line), 3);
    EXPECT_STREQ(line, "one");
}

TEST(LinesTest, Counts)
{
    write("one\ntwo");
    EXPECT_EQ(lines_count(path), 2);
}

} // namespace
