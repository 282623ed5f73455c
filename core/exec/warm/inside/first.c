#define _GNU_SOURCE
#include "zygote.h"

#include "raw.h"
#include "text.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Runs in the interpreter's own memory, beside it, on a stack of its own: a page table less to copy
 * and to free. So: no libc that touches errno or the allocator, and nothing of the sample's is ever
 * read here. */

enum {
    UNWATCHED_US = 50 * 1000, /* a quick sample costs no look into /proc */
    WATCH_US = 20 * 1000,
    KERNEL_SIGSET = 8,
};

struct Course {
    const struct Slot *slot;
    pid_t sample;
    uint64_t begin;
    struct WarmReply reply;
};

static uint64_t microseconds(struct timeval time)
{
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_usec;
}

static uint64_t now(void)
{
    struct timespec time;
    raw(SYS_clock_gettime, CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000 + (uint64_t)time.tv_nsec / 1000;
}

static void say(const struct Slot *slot, struct WarmReply reply, const char *text)
{
    struct {
        struct WarmReply reply;
        char text[WARM_TEXT_MAX];
    } message = {reply, {0}};
    message.reply.length = (uint32_t)(appendText(message.text, text) - message.text);
    raw(SYS_sendto, slot->descriptors[WARM_REQUEST], &message,
        sizeof message.reply + message.reply.length, MSG_NOSIGNAL, 0, 0);
}

static int broken(const struct Slot *slot, long error, const char *step)
{
    say(slot, (struct WarmReply){.kind = WARM_BROKEN, .status = (int32_t)-error}, step);
    return 1;
}

static void wake(int signal) { (void)signal; }

/* Collects every child that ended; true when the sample itself is among them. */
static int reap(struct Course *course)
{
    int ended = 0;
    int status;
    long child;
    while ((child = raw(SYS_wait4, -1, &status, WNOHANG | __WALL, 0)) > 0) {
        if (child == course->sample) {
            course->reply.status = status;
            ended = 1;
        }
    }
    return ended;
}

static void watch(struct Course *course)
{
    const struct WarmStart *start = &course->slot->start;
    struct TreeUse use;
    struct rusage past;
    if (warmMeasureTree(&use) || raw(SYS_getrusage, RUSAGE_CHILDREN, &past))
        return;
    use.cpuUs += microseconds(past.ru_utime) + microseconds(past.ru_stime);
    if (use.residentBytes > course->reply.peakBytes)
        course->reply.peakBytes = use.residentBytes;
    if (use.cpuUs >= start->cpuUs)
        course->reply.limit = WARM_CPU;
    else if (use.residentBytes >= start->residentBytes)
        course->reply.limit = WARM_MEMORY;
}

/* Waits until the sample ended, hit a limit, or the harness let go of it. */
static void attend(struct Course *course)
{
    const struct WarmStart *start = &course->slot->start;
    const uint64_t all = 0;
    uint64_t pause = UNWATCHED_US;
    for (;;) {
        const uint64_t past = now() - course->begin;
        if (past >= start->wallUs) {
            course->reply.limit = WARM_WALL;
            return;
        }
        if (start->wallUs - past < pause)
            pause = start->wallUs - past;
        const struct timespec time = {(time_t)(pause / 1000000), (long)(pause % 1000000 * 1000)};
        struct timespec left = time;
        struct pollfd harness = {course->slot->descriptors[WARM_REQUEST], POLLRDHUP, 0};
        const long ready = raw(SYS_ppoll, &harness, 1, &left, &all, KERNEL_SIGSET);
        if (reap(course))
            return;
        if (ready > 0) {
            course->reply.limit = WARM_OUTPUT;
            return;
        }
        if (ready == 0 && now() - course->begin < start->wallUs) {
            watch(course);
            if (course->reply.limit)
                return;
        }
        pause = ready == 0 ? WATCH_US : (uint64_t)left.tv_sec * 1000000 + (uint64_t)left.tv_nsec / 1000;
    }
}

/* Nothing of the sample is left after this. */
static void endAll(struct Course *course)
{
    struct rusage use;
    int status;
    raw(SYS_kill, -1, SIGKILL);
    while (raw(SYS_wait4, -1, &status, __WALL, 0) > 0) { }
    raw(SYS_getrusage, RUSAGE_CHILDREN, &use);
    course->reply.kind = WARM_ENDED;
    course->reply.wallUs = now() - course->begin;
    course->reply.cpuUs = microseconds(use.ru_utime) + microseconds(use.ru_stime);
    if ((uint64_t)use.ru_maxrss * 1024 > course->reply.peakBytes)
        course->reply.peakBytes = (uint64_t)use.ru_maxrss * 1024;
}

static void collect(struct Slot *slot)
{
    int status;
    const pid_t collector = _Fork();
    if (collector == 0)
        warmBecome(slot, WARM_ROLE_COLLECTOR);
    while (raw(SYS_wait4, -1, &status, __WALL, 0) > 0) { }
}

int warmFirstProcess(void *argument)
{
    struct Slot *slot = argument;
    const char *step = "";
    raw(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);
    const long failed = warmEnterRoom(&slot->start, &step);
    if (failed)
        return broken(slot, failed, step);
    struct Course course = {.slot = slot, .begin = now()};
    course.sample = _Fork();
    if (course.sample == 0)
        warmBecome(slot, WARM_ROLE_SAMPLE);
    if (course.sample < 0)
        return broken(slot, -EAGAIN, "fork");
    /* SIGCHLD is blocked but while polling; a handler makes it end the poll. */
    struct sigaction action = {.sa_handler = wake};
    sigaction(SIGCHLD, &action, NULL);
    attend(&course);
    endAll(&course);
    if (slot->start.collects)
        collect(slot);
    say(slot, course.reply, "");
    return 0;
}
