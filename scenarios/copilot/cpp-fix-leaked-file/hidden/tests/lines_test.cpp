#include "lines.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include <dirent.h>

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

int open_files()
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder != nullptr && readdir(folder) != nullptr)
        ++count;
    closedir(folder);
    return count;
}

TEST(FirstTest, OfNoFile)
{
    char line[8] = "";
    EXPECT_EQ(lines_first("/tmp/there/is/none", line, sizeof line), -1);
}

TEST(FirstTest, OfAnEmptyFile)
{
    write("");
    char line[8] = "";
    EXPECT_EQ(lines_first(path, line, sizeof line), 0);
}

TEST(FirstTest, LeavesNothingOpen)
{
    char line[8] = "";
    const int before = open_files();
    for (const char *text : {"", "one\n", "\n"}) {
        write(text);
        lines_first(path, line, sizeof line);
    }
    EXPECT_EQ(open_files(), before);
}

TEST(FirstTest, IsCutToFit)
{
    write("a long line\nand another\n");
    char line[7] = "";
    EXPECT_EQ(lines_first(path, line, sizeof line), 6);
    EXPECT_STREQ(line, "a long");
}

} // namespace
