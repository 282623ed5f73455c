#include "lines.h"

#include <stdio.h>

long lines_first(const char *path, char *line, int size)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return -1;
    if (fgets(line, size, file) == NULL)
        return 0;
    fclose(file);
    return (long)trim(line);
}

long lines_count(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return -1;
    long count = 0;
    int last = '\n';
    for (int c = fgetc(file); c != EOF; c = fgetc(file)) {
        count += c == '\n';
        last = c;
    }
    fclose(file);
    return last == '\n' ? count : count + 1;
}
