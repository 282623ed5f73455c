#include "version.h"

#include <string.h>

static unsigned long next_number(const char **text)
{
    unsigned long number = 0;
    while (**text >= '0' && **text <= '9')
        number = number * 10 + (unsigned long)(*(*text)++ - '0');
    if (**text == '.')
        ++*text;
    return number;
}

int version_compare(const char *a, const char *b)
{
    while (*a != '\0' || *b != '\0') {
        const unsigned long left = next_number(&a);
        const unsigned long right = next_number(&b);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}

int version_has_prefix(const char *version, const char *prefix)
{
    const size_t length = strlen(prefix);
    return strncmp(version, prefix, length) == 0 && (version[length] == '\0' || version[length] == '.');
}
