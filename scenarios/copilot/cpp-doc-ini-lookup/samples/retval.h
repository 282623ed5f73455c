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

//! Finds the value of a key.
//! \param[in] text contents of the file, ended by a zero byte
//! \param[in] section name of the section, or an empty text for the file's beginning
//! \param[in] key name of the key
//! \param[out] value gets the value, cut to fit
//! \param[in] size bytes of room for the value, its zero byte included
//! \retval INI_NONE the section has no such key
//! \return otherwise how long the value is in the file
int ini_lookup(const char *text, const char *section, const char *key, char *value, size_t size);

#ifdef __cplusplus
}
#endif

#endif
