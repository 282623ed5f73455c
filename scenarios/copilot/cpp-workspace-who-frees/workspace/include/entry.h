#ifndef ENTRY_H
#define ENTRY_H

/** A key and its value, in a list. */
struct entry {
    char *key;
    char *value;
    struct entry *next;
};

struct entry *entry_new(const char *key, const char *value);

/** Puts another value in the place of the one that is there. Returns 0, or -1 where there is no
 * memory. */
int entry_replace(struct entry *entry, const char *value);

void entry_free(struct entry *entry);

#endif
