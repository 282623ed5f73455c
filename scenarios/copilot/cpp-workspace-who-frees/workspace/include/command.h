#ifndef COMMAND_H
#define COMMAND_H

#include "store.h"

#include <stdio.h>

/** Does what a line says; returns 0, or -1 where the line says nothing that it knows. */
int command_run(struct store *store, char *line, FILE *out);

#endif
