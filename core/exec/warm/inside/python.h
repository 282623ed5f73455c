#pragma once

#include <cstdint>

/// The part of Python's C interface that is used here, so that no Python headers are needed to
/// build. The symbols are the interpreter's own, found when it loads this library. All of them are
/// there from Python 3.12 on, and all but PyEval_EvalCode's kin are of the stable interface, whose
/// layouts these are.
extern "C" {

struct PyObject {
    int64_t references; ///< its low half alone counts; little-endian
    PyObject *type;
};

struct PyMethodDef {
    const char *name;
    PyObject *(*method)(PyObject *module, PyObject *arguments);
    int flags;
    const char *text;
};
struct PyModuleDef {
    PyObject base;
    void *init;
    long index;
    PyObject *copy;
    const char *name;
    const char *text;
    long size;
    PyMethodDef *methods;
    void *slots, *traverse, *clear, *free;
};

extern PyObject _Py_NoneStruct;
extern PyObject *PyExc_KeyboardInterrupt;
extern PyObject *PyExc_SystemExit;

int PyArg_ParseTuple(PyObject *arguments, const char *format, ...);
PyObject *PyBytes_FromStringAndSize(const char *text, long size);
void PyErr_Print();
int PyErr_ExceptionMatches(PyObject *type);
PyObject *PyErr_GetRaisedException();
void PyErr_SetRaisedException(PyObject *exception); // takes the reference
void PyErr_WriteUnraisable(PyObject *where);
PyObject *PyEval_EvalCode(PyObject *code, PyObject *globals, PyObject *locals);
int PyException_SetTraceback(PyObject *exception, PyObject *traceback);
int PyList_Append(PyObject *list, PyObject *item); // takes a reference of its own
PyObject *PyList_GetItem(PyObject *list, long index); // borrowed
PyObject *PyList_New(long size);
long PyList_Size(PyObject *list);
long PyLong_AsLong(PyObject *number);
PyObject *PyModule_Create2(PyModuleDef *definition, int version);
PyObject *PyObject_CallFunctionObjArgs(PyObject *callable, ...); // ends with a null pointer
const char *PyUnicode_AsUTF8AndSize(PyObject *text, long *size);
void Py_DecRef(PyObject *object);
void Py_IncRef(PyObject *object);
}

namespace touchstone::warm {

inline constexpr int positionalArguments = 1; ///< METH_VARARGS
inline constexpr int stableVersion = 3; ///< PYTHON_ABI_VERSION

/// A new reference to None.
inline PyObject *none()
{
    Py_IncRef(&_Py_NoneStruct);
    return &_Py_NoneStruct;
}

} // namespace touchstone::warm
