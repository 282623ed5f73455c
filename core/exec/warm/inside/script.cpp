#include "core/exec/warm/inside/script.h"

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace touchstone::warm {
namespace {

PyObject *call(PyObject *callable, PyObject *first = nullptr, PyObject *second = nullptr)
{
    return PyObject_CallFunctionObjArgs(callable, first, second, nullptr);
}

PyObject *bytesList(const std::vector<std::string> &texts)
{
    PyObject *list = PyList_New(0);
    for (const std::string &text : texts) {
        PyObject *item = PyBytes_FromStringAndSize(text.data(), long(text.size()));
        PyList_Append(list, item);
        Py_DecRef(item);
    }
    return list;
}

/// Whether the interpreter was started with this very environment.
bool isOwnEnvironment(const std::vector<std::string> &environment)
{
    size_t count = 0;
    for (char **entry = environ; *entry; ++entry, ++count)
        if (count >= environment.size() || environment[count] != *entry)
            return false;
    return count == environment.size();
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

void runScript(PyObject *sample, const supervisor::Request &request)
{
    PyObject *changed =
        isOwnEnvironment(request.environment) ? none() : bytesList(request.environment);
    PyObject *parts = call(sample, bytesList(request.argv), changed);
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
    Py_IncRef(script.finish);
    Py_DecRef(parts); // the last of ours that holds the script's names
    if (PyObject *last = call(script.finish); last && PyLong_AsLong(last) != 0)
        status = int(PyLong_AsLong(last));
    std::fflush(nullptr);
    if (interrupted) {
        signal(SIGINT, SIG_DFL);
        kill(getpid(), SIGINT);
    }
    _exit(status); // destructors of libraries would free what nobody will miss
}

} // namespace touchstone::warm
