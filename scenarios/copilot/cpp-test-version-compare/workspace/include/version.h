#ifndef VERSION_H
#define VERSION_H

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Compares two versions such as "1.10.2", number by number. A number that one of them lacks is 0.
 *
 * @param a a version: decimal numbers with points between them
 * @param b another one
 * @return -1, 0 or 1, as `a` is older than, the same as, or newer than `b`
 */
int version_compare(const char *a, const char *b);

/** Tells whether a version begins with another one: "1.10.2" with "1.10", but not with "1.1". */
int version_has_prefix(const char *version, const char *prefix);

#ifdef __cplusplus
}
#endif

#endif
