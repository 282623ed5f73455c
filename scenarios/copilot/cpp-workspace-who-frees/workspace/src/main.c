#include "command.h"

#include <stdio.h>

int main(void)
{
    struct store store = {0};
    char line[1024];
    while (fgets(line, sizeof line, stdin) != NULL)
        if (command_run(&store, line, stdout) != 0)
            fputs("?\n", stdout);
    store_clear(&store);
    return 0;
}
