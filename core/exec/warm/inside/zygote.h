#pragma once

/* Parts of the warm interpreter's native half; see README.md beside this file. */

#include "protocol.h"

#include <sys/types.h>

/* What warm.py gets from serve(): who it is when the call returns. */
enum WarmRole {
    WARM_ROLE_OVER = 0, /* the harness closed the control socket */
    WARM_ROLE_SAMPLE = 1, /* a fresh clone: the sample's own process */
    WARM_ROLE_COLLECTOR = 2, /* a fresh clone in an ended sample's folders */
};

enum { WARM_STACK = 64 * 1024 };

/* One sample as the interpreter knows it, with the stack that its first process runs on. */
struct Slot {
    pid_t alive; /* set by clone, cleared by the kernel when that process is gone */
    int descriptors[WARM_DESCRIPTORS];
    struct WarmStart start;
    char stack[WARM_STACK] __attribute__((aligned(4096)));
};

/* Set up once, before the first sample, and constant from then on. */
struct Settings {
    uid_t uid;
    gid_t gid;
    struct WarmSetup setup;
    struct sock_filter filter[WARM_FILTER_MAX];
};
extern struct Settings warmSettings;

/* The first process of a sample's namespaces (PID 1 there): `slot` is a struct Slot. */
int warmFirstProcess(void *slot);
/* In a fresh clone of the interpreter: continue in warm.py as `role`. */
__attribute__((noreturn)) void warmBecome(struct Slot *slot, enum WarmRole role);
/* Maps the ids and makes the private folders. 0, or -errno with the step's name in `step`. */
long warmEnterRoom(const struct WarmStart *start, const char **step);
/* What the processes of this PID namespace use now, from /proc; -errno on failure. */
struct TreeUse {
    uint64_t cpuUs; /* of the living, and of what they waited for */
    uint64_t residentBytes;
    uint64_t threads;
};
long warmMeasureTree(struct TreeUse *use);
