#pragma once

#include <cstdint>

/// The part of Python's C interface that is used here, so that no Python headers are needed to
/// build. The symbols are the interpreter's own, found when it loads this library. All of them are
/// there from Python 3.12 on.
extern "C" {

struct PyObject {
    uint32_t references; ///< the low half of the count; little-endian
};
struct PyThreadState;
struct PyInterpreterState;

extern PyObject _Py_NoneStruct;
extern PyObject *PyExc_KeyboardInterrupt;
extern PyObject *PyExc_SystemExit;

void PyErr_Print();
int PyErr_ExceptionMatches(PyObject *type);
PyObject *PyErr_GetRaisedException();
void PyErr_SetRaisedException(PyObject *exception); // takes the reference
void PyErr_WriteUnraisable(PyObject *where);
PyObject *PyEval_EvalCode(PyObject *code, PyObject *globals, PyObject *locals);
int PyException_SetTraceback(PyObject *exception, PyObject *traceback);
PyInterpreterState *PyInterpreterState_Get();
PyObject *PyList_GetItem(PyObject *list, long index); // borrowed
long PyList_Size(PyObject *list);
long PyLong_AsLong(PyObject *number);
PyObject *PyObject_CallFunctionObjArgs(PyObject *callable, ...); // ends with a null pointer
void PyOS_AfterFork_Child();
void PyOS_BeforeFork();
PyThreadState *PyThreadState_New(PyInterpreterState *interpreter);
PyThreadState *PyThreadState_Swap(PyThreadState *state);
void Py_DecRef(PyObject *object);
void Py_IncRef(PyObject *object);
}

namespace touchstone::warm {

/// A function that warm.py calls through ctypes.
#define TOUCHSTONE_EXPORT extern "C" __attribute__((visibility("default")))

/// Runs the script of this process as the interpreter runs its own, and ends the process. `work`
/// is a callable of warm.py, see there.
[[noreturn]] void runScript(PyObject *work);

} // namespace touchstone::warm
