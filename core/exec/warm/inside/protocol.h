#pragma once

/* What the harness and the warm interpreter say to each other. Plain C, because both sides include
 * it; both run on one machine, so that numbers travel as they lie in memory. */

#include <linux/filter.h>
#include <stdint.h>

enum {
    WARM_VERSION = 1,
    WARM_SLOTS = 64, /* samples alive at one time in one interpreter */
    WARM_FILTER_MAX = 4096, /* instructions, the kernel's own limit */
    WARM_TEXT_MAX = 200,
};

/* The first datagram on the control socket. It is followed by `filterLength` instructions. */
struct WarmSetup {
    uint32_t version;
    uint32_t filterLength; /* of the seccomp filter that every sample gets */
    char home[128]; /* the sample's home folder, an empty folder in the interpreter's sandbox */
    char staging[128]; /* an empty folder there, used while a sample's own folders are made */
};

/* Descriptors that travel with a WarmStart, in this order. */
enum { WARM_REQUEST, WARM_STDIN, WARM_STDOUT, WARM_STDERR, WARM_CHANNEL, WARM_DESCRIPTORS };

/* Every further datagram on the control socket: begin a sample. What the sample is about stands on
 * the request socket, which only its own clone reads: the interpreter never holds it. */
struct WarmStart {
    uint64_t wallUs;
    uint64_t cpuUs; /* of the whole tree */
    uint64_t addressBytes; /* RLIMIT_AS; 0: none */
    uint64_t residentBytes; /* of the whole tree */
    uint64_t diskBytes;
    uint64_t diskFiles;
    uint32_t processes;
    uint32_t collects; /* 1: files are wanted back */
};

enum WarmReplyKind {
    WARM_ENDED = 1, /* the sample is over; the last reply */
    WARM_BROKEN = 2, /* our own part failed: status is errno, the text says where; the last reply */
    WARM_FULL = 3, /* the tree does not fit into the quota; a WARM_ENDED follows */
    WARM_FILES = 4, /* `length` bytes of collected files follow, then another reply */
};

/* LimitKind + 1. */
enum WarmLimit {
    WARM_NO_LIMIT,
    WARM_WALL,
    WARM_CPU,
    WARM_MEMORY,
    WARM_PROCESSES,
    WARM_OUTPUT,
    WARM_DISK,
    WARM_INODES,
};

/* On the request socket, from inside to outside, followed by `length` bytes. */
struct WarmReply {
    uint32_t kind;
    int32_t status; /* WARM_ENDED: as from wait() */
    uint32_t limit;
    uint32_t length;
    uint64_t wallUs;
    uint64_t cpuUs;
    uint64_t peakBytes;
};
