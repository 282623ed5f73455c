#include "core/exec/warm/inside/python.h"

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace touchstone::warm {
namespace {

PyObject *call(PyObject *callable, PyObject *argument = nullptr)
{
    return PyObject_CallFunctionObjArgs(callable, argument, nullptr);
}

/// What warm.py hands over in each sample, in this order.
struct Script {
    PyObject *load; ///< () → its code, or raises what compiling it raises
    PyObject *globals;
    PyObject *exitStatus; ///< (SystemExit) → number; prints what the interpreter prints
    PyObject *finish; ///< () → a status that goes before, or 0
};

/// What compiling raised, without the frame of ours that compiled.
PyObject *loadCode(PyObject *load)
{
    PyObject *code = call(load);
    if (!code) {
        PyObject *exception = PyErr_GetRaisedException();
        PyException_SetTraceback(exception, &_Py_NoneStruct);
        PyErr_SetRaisedException(exception);
    }
    return code;
}

/// Turns the raised exception into an exit status, saying what the interpreter says.
int statusOfException(const Script &script, bool &interrupted)
{
    if (PyErr_ExceptionMatches(PyExc_SystemExit) == 0) {
        interrupted = PyErr_ExceptionMatches(PyExc_KeyboardInterrupt) != 0;
        PyErr_Print();
        return 1;
    }
    PyObject *exception = PyErr_GetRaisedException();
    PyObject *status = call(script.exitStatus, exception);
    Py_DecRef(exception);
    return status ? int(PyLong_AsLong(status)) : 1;
}

} // namespace

void runScript(PyObject *sample)
{
    // A thread state of its own: no frame of ours is below the script's first, its recursion limit
    // is whole, and a traceback shows nothing but its own.
    PyThreadState_Swap(PyThreadState_New(PyInterpreterState_Get()));
    PyObject *parts = call(sample);
    if (!parts) {
        PyErr_Print();
        _exit(1);
    }
    const Script script{PyList_GetItem(parts, 0), PyList_GetItem(parts, 1),
                        PyList_GetItem(parts, 2), PyList_GetItem(parts, 3)};
    int status = 0;
    bool interrupted = false;
    PyObject *code = loadCode(script.load);
    PyObject *result = code ? PyEval_EvalCode(code, script.globals, script.globals) : nullptr;
    if (!result)
        status = statusOfException(script, interrupted);
    if (result)
        Py_DecRef(result);
    if (code)
        Py_DecRef(code);
    if (PyObject *last = call(script.finish); last && PyLong_AsLong(last) != 0)
        status = int(PyLong_AsLong(last));
    std::fflush(nullptr);
    if (interrupted) {
        signal(SIGINT, SIG_DFL);
        kill(getpid(), SIGINT);
    }
    _exit(status); // destructors of libraries would free what nobody will miss
}

/// Reports an exception as the interpreter does where nobody can catch it.
TOUCHSTONE_EXPORT void reportUnraisable(PyObject *exception, PyObject *where)
{
    Py_IncRef(exception);
    PyErr_SetRaisedException(exception);
    PyErr_WriteUnraisable(where);
}

/// Makes every object of `list` immortal, so that clones that merely use it do not write its
/// reference count, for which its page would have to be copied. The number is that of None, which
/// the interpreter itself keeps immortal; where it does not, nothing is done.
TOUCHSTONE_EXPORT void immortalise(PyObject *list)
{
    const uint32_t immortal = _Py_NoneStruct.references;
    if (immortal < 3U << 30)
        return;
    const long count = PyList_Size(list);
    for (long i = 0; i < count; ++i)
        PyList_GetItem(list, i)->references = immortal;
}

} // namespace touchstone::warm
