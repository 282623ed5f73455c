#ifndef LINES_H
#define LINES_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Reads the first line of a file, without its end and without blanks around it.
 *
 * @param path the file's path
 * @param line where the line goes
 * @param size how many bytes there are at `line`
 * @return the line's length; 0 where the file is empty, -1 where it can't be opened
 */
long lines_first(const char *path, char *line, int size);

/** Counts the lines of a file; -1 where it can't be opened. */
long lines_count(const char *path);

/** Takes blanks from both ends of a text; returns its new length. */
size_t trim(char *text);

#ifdef __cplusplus
}
#endif

#endif
