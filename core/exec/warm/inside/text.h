#pragma once

/* Text without libc: see raw.h for why. */

#include <stddef.h>
#include <stdint.h>

static inline char *appendText(char *to, const char *text)
{
    while (*text)
        *to++ = *text++;
    *to = 0;
    return to;
}

static inline char *appendNumber(char *to, uint64_t value)
{
    char digits[20];
    int count = 0;
    do
        digits[count++] = (char)('0' + value % 10);
    while (value /= 10);
    while (count)
        *to++ = digits[--count];
    *to = 0;
    return to;
}

/* Reads a number and moves past it and one character behind it. */
static inline uint64_t takeNumber(const char **from)
{
    uint64_t value = 0;
    while (**from >= '0' && **from <= '9')
        value = value * 10 + (uint64_t)(*(*from)++ - '0');
    if (**from)
        ++*from;
    return value;
}
