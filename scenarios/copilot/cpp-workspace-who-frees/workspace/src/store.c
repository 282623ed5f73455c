#include "store.h"

#include <string.h>

static struct entry **list_of(struct store *store, const char *key)
{
    unsigned hash = 5381;
    for (const char *c = key; *c != '\0'; ++c)
        hash = hash * 33 + (unsigned char)*c;
    return &store->lists[hash % STORE_LISTS];
}

/* Where the entry hangs, or the end of its list. */
static struct entry **find(struct store *store, const char *key)
{
    struct entry **at = list_of(store, key);
    while (*at != NULL && strcmp((*at)->key, key) != 0)
        at = &(*at)->next;
    return at;
}

enum store_result store_set(struct store *store, const char *key, const char *value)
{
    struct entry **at = find(store, key);
    if (*at != NULL)
        return entry_replace(*at, value) == 0 ? STORE_OK : STORE_NO_MEMORY;
    if (store->count == STORE_MOST)
        return STORE_FULL;
    *at = entry_new(key, value);
    if (*at == NULL)
        return STORE_NO_MEMORY;
    store->count++;
    return STORE_OK;
}

const char *store_get(const struct store *store, const char *key)
{
    const struct entry *entry = *find((struct store *)store, key);
    return entry != NULL ? entry->value : NULL;
}

enum store_result store_drop(struct store *store, const char *key)
{
    struct entry **at = find(store, key);
    struct entry *entry = *at;
    if (entry == NULL)
        return STORE_NOT_FOUND;
    *at = entry->next;
    entry_free(entry);
    store->count--;
    return STORE_OK;
}

void store_clear(struct store *store)
{
    for (size_t i = 0; i < STORE_LISTS; ++i)
        while (store->lists[i] != NULL)
            store_drop(store, store->lists[i]->key);
}
