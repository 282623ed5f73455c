#include "entry.h"

#include <stdlib.h>
#include <string.h>

static char *copy_of(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy != NULL)
        memcpy(copy, text, size);
    return copy;
}

struct entry *entry_new(const char *key, const char *value)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL)
        return NULL;
    entry->key = copy_of(key);
    entry->value = copy_of(value);
    if (entry->key == NULL || entry->value == NULL) {
        entry_free(entry);
        return NULL;
    }
    return entry;
}

int entry_replace(struct entry *entry, const char *value)
{
    char *copy = copy_of(value);
    if (copy == NULL)
        return -1;
    free(entry->value);
    entry->value = copy;
    return 0;
}

void entry_free(struct entry *entry)
{
    free(entry->key);
    free(entry->value);
    free(entry);
}
