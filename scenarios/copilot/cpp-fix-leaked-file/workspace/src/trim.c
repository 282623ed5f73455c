#include "lines.h"

#include <string.h>

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

size_t trim(char *text)
{
    size_t from = 0;
    size_t to = strlen(text);
    while (from < to && is_blank(text[from]))
        ++from;
    while (to > from && is_blank(text[to - 1]))
        --to;
    memmove(text, text + from, to - from);
    text[to - from] = '\0';
    return to - from;
}
