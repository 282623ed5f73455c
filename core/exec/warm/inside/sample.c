#define _GNU_SOURCE
#include "python.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

int warmDropCapabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2];
    memset(none, 0, sizeof none);
    return syscall(SYS_capset, &header, none) ? errno : 0;
}

static int limitTo(int resource, rlim_t value)
{
    const struct rlimit limit = {value, value};
    return setrlimit(resource, &limit);
}

static int limitResources(const struct WarmStart *start)
{
    int failed = limitTo(RLIMIT_CORE, 0);
    failed |= limitTo(RLIMIT_NPROC, start->processes + 1); /* the first process is one of them */
    failed |= limitTo(RLIMIT_CPU, start->cpuUs / 1000000 + 2); /* the watch comes first */
    if (start->addressBytes)
        failed |= limitTo(RLIMIT_AS, start->addressBytes);
    return failed ? errno : 0;
}

/* The descriptor that the request is read from, and files are sent back on. */
TOUCHSTONE_EXPORT int requestSocket(void) { return warmMine->descriptors[WARM_REQUEST]; }

/* Tells the harness that the tree could not be unpacked, and ends the process. */
TOUCHSTONE_EXPORT void refuse(int error)
{
    struct statfs room = {0};
    struct WarmReply reply = {.kind = WARM_BROKEN, .status = error};
    if (error == ENOSPC && statfs("/work", &room) == 0) {
        reply.kind = WARM_FULL;
        reply.limit = room.f_ffree == 0 ? WARM_INODES : WARM_DISK;
    }
    send(requestSocket(), &reply, sizeof reply, MSG_NOSIGNAL);
    _exit(1);
}

/* From here on the process is the sample's: no descriptor but 0 to 3, no capability, its limits,
 * and the filter last. 0, or an errno. */
TOUCHSTONE_EXPORT int confine(void)
{
    const struct sock_fprog program = {(unsigned short)warmSettings.setup.filterLength,
                                       warmSettings.filter};
    int failed = limitResources(&warmMine->start);
    if (!failed && syscall(SYS_close_range, 4, ~0U, 0))
        failed = errno;
    if (!failed)
        failed = warmDropCapabilities();
    if (!failed && prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)) /* as after an exec */
        failed = errno;
    if (!failed && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        failed = errno;
    if (!failed && program.len && syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program))
        failed = errno;
    return failed;
}

/* Reports an exception as the interpreter does where nobody can catch it. */
TOUCHSTONE_EXPORT void reportUnraisable(PyObject *exception, PyObject *where)
{
    Py_IncRef(exception);
    PyErr_SetRaisedException(exception);
    PyErr_WriteUnraisable(where);
}

/* Turns the raised exception into an exit status, saying what the interpreter says. */
static long statusOfException(PyObject *exitStatus, int *interrupted)
{
    if (!PyErr_ExceptionMatches(PyExc_SystemExit)) {
        *interrupted = PyErr_ExceptionMatches(PyExc_KeyboardInterrupt);
        PyErr_Print();
        return 1;
    }
    PyObject *exception = PyErr_GetRaisedException();
    PyObject *status = PyObject_CallFunctionObjArgs(exitStatus, exception, (PyObject *)NULL);
    Py_DecRef(exception);
    return status ? PyLong_AsLong(status) : 1;
}

/* What compiling raised, without the frame of ours that compiled. */
static PyObject *loadCode(PyObject *load)
{
    PyObject *code = PyObject_CallFunctionObjArgs(load, (PyObject *)NULL);
    if (!code) {
        PyObject *exception = PyErr_GetRaisedException();
        PyException_SetTraceback(exception, &_Py_NoneStruct);
        PyErr_SetRaisedException(exception);
    }
    return code;
}

/* Runs what `load` gives in `globals` as the interpreter runs its script, and ends the process. It
 * gets a thread state of its own, so that there is no frame of ours below its first, the recursion
 * limit is whole and a traceback shows nothing but its own. `exitStatus` turns a SystemExit into a
 * number; `finish` does what finalising the interpreter does that a program can see, and gives a
 * status that goes before, or 0. */
TOUCHSTONE_EXPORT void run(PyObject *load, PyObject *globals, PyObject *exitStatus,
                           PyObject *finish)
{
    int interrupted = 0;
    long status = 0;
    PyThreadState_Swap(PyThreadState_New(PyInterpreterState_Get()));
    PyObject *code = loadCode(load);
    PyObject *result = code ? PyEval_EvalCode(code, globals, globals) : NULL;
    if (result)
        Py_DecRef(result);
    else
        status = statusOfException(exitStatus, &interrupted);
    if (code)
        Py_DecRef(code);
    PyObject *last = PyObject_CallFunctionObjArgs(finish, (PyObject *)NULL);
    if (last && PyLong_AsLong(last))
        status = PyLong_AsLong(last);
    if (interrupted) {
        signal(SIGINT, SIG_DFL);
        kill(getpid(), SIGINT);
    }
    fflush(NULL);
    _exit((int)status); /* destructors of libraries free what nobody will miss */
}
