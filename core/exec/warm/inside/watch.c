#include "zygote.h"

#include "raw.h"
#include "text.h"

#include <fcntl.h>
#include <sys/auxv.h>

struct Entry { /* linux_dirent64 */
    uint64_t inode;
    int64_t offset;
    unsigned short size;
    unsigned char type;
    char name[];
};

enum { CLOCK_TICKS = 100, PAGE = 4096 }; /* USER_HZ is 100 on every architecture we know */

/* Field numbers as in proc_pid_stat(5); the name in brackets may hold anything, so it is skipped
 * from its end. */
static void addProcess(const char *stat, struct TreeUse *use)
{
    const char *rest = stat;
    for (const char *at = stat; *at; ++at)
        if (*at == ')')
            rest = at + 2;
    uint64_t fields[25] = {0};
    for (int field = 3; field < 25 && *rest; ++field) {
        if (field == 3 || *rest == '-') { /* the state letter, or a negative number */
            while (*rest && *rest != ' ')
                ++rest;
            rest += *rest == ' ';
        } else {
            fields[field] = takeNumber(&rest);
        }
    }
    const uint64_t ticks = fields[14] + fields[15] + fields[16] + fields[17];
    use->cpuUs += ticks * (1000000 / CLOCK_TICKS);
    use->threads += fields[20];
    use->residentBytes += fields[24] * PAGE;
}

static void addNumbered(const char *name, struct TreeUse *use)
{
    char path[64];
    char stat[1024];
    appendText(appendText(appendText(path, "/proc/"), name), "/stat");
    const long file = raw(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return; /* it ended meanwhile */
    const long length = raw(SYS_read, file, stat, sizeof stat - 1);
    raw(SYS_close, file);
    if (length <= 0)
        return;
    stat[length] = 0;
    addProcess(stat, use);
}

long warmMeasureTree(struct TreeUse *use)
{
    *use = (struct TreeUse){0};
    const long folder = raw(SYS_openat, AT_FDCWD, "/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return folder;
    char entries[4096] __attribute__((aligned(8)));
    long length;
    while ((length = raw(SYS_getdents64, folder, entries, sizeof entries)) > 0) {
        for (long at = 0; at < length;) {
            const struct Entry *entry = (const struct Entry *)(entries + at);
            at += entry->size;
            const int ours = entry->name[0] == '1' && !entry->name[1]; /* the first process */
            if (entry->name[0] >= '1' && entry->name[0] <= '9' && !ours)
                addNumbered(entry->name, use);
        }
    }
    raw(SYS_close, folder);
    return length;
}
