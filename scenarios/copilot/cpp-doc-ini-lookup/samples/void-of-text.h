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

/**
 * Looks a key up in the text of a file.
 *
 * The value is cut where it does not fit, and always ends with a zero byte.
 *
 * @param text the file's whole text
 * @param section the section's name, without brackets; "" for what stands before the first section
 * @param key
 * @param value where the value is written to; left alone where there is no such key
 * @param size how many bytes there are at `value`
 * @return
 */
int ini_lookup(const char *text, const char *section, const char *key, char *value, size_t size);

#ifdef __cplusplus
}
#endif

#endif
