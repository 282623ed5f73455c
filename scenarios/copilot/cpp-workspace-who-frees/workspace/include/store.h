#ifndef STORE_H
#define STORE_H

#include "entry.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { STORE_LISTS = 64, STORE_MOST = 1000 };

struct store {
    struct entry *lists[STORE_LISTS];
    size_t count;
};

enum store_result { STORE_OK, STORE_NOT_FOUND, STORE_FULL, STORE_NO_MEMORY };

enum store_result store_set(struct store *store, const char *key, const char *value);
const char *store_get(const struct store *store, const char *key);
enum store_result store_drop(struct store *store, const char *key);
void store_clear(struct store *store);

#ifdef __cplusplus
}
#endif

#endif
