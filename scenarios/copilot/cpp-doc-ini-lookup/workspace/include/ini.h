#ifndef INI_H
#define INI_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What ini_lookup() gives back where it finds nothing. */
enum { INI_NONE = -1 };

/**
 * Tells whether a line of a file is a comment or empty.
 *
 * @param line the line, without its end
 * @return 1 if it is, else 0
 */
int ini_blank(const char *line);

int ini_lookup(const char *text, const char *section, const char *key, char *value, size_t size);

#ifdef __cplusplus
}
#endif

#endif
