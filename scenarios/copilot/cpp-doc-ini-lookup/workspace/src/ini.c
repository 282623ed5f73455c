#include "ini.h"

#include <string.h>

int ini_blank(const char *line)
{
    line += strspn(line, " \t");
    return *line == '\0' || *line == ';' || *line == '#';
}

static int is_text(const char *from, const char *to, const char *text)
{
    while (from < to && (*from == ' ' || *from == '\t'))
        ++from;
    while (from < to && (to[-1] == ' ' || to[-1] == '\t'))
        --to;
    return (size_t)(to - from) == strlen(text) && memcmp(from, text, (size_t)(to - from)) == 0;
}

int ini_lookup(const char *text, const char *section, const char *key, char *value, size_t size)
{
    int inside = *section == '\0';
    while (*text != '\0') {
        const char *end = text + strcspn(text, "\n");
        const char *equals = memchr(text, '=', (size_t)(end - text));
        if (*text == '[' && end[-1] == ']') {
            inside = is_text(text + 1, end - 1, section);
        } else if (inside && !ini_blank(text) && equals != NULL && is_text(text, equals, key)) {
            const char *start = equals + 1;
            while (start < end && (*start == ' ' || *start == '\t'))
                ++start;
            const size_t length = (size_t)(end - start);
            const size_t room = size > 0 ? size - 1 : 0;
            if (size > 0) {
                memcpy(value, start, length < room ? length : room);
                value[length < room ? length : room] = '\0';
            }
            return (int)length;
        }
        text = *end == '\n' ? end + 1 : end;
    }
    return INI_NONE;
}
