#include "command.h"

#include <string.h>

static const char *word(const char *text)
{
    return text != NULL ? text : "";
}

int command_run(struct store *store, char *line, FILE *out)
{
    const char *name = word(strtok(line, " \n"));
    const char *key = word(strtok(NULL, " \n"));
    const char *value = word(strtok(NULL, "\n"));
    if (strcmp(name, "set") == 0) {
        if (store_set(store, key, value) == STORE_FULL)
            fputs("full\n", out);
    } else if (strcmp(name, "get") == 0) {
        const char *found = store_get(store, key);
        fprintf(out, "%s\n", found != NULL ? found : "(none)");
    } else if (strcmp(name, "drop") == 0) {
        store_drop(store, key);
    } else if (strcmp(name, "clear") == 0) {
        store_clear(store);
    } else {
        return -1;
    }
    return 0;
}
