#pragma once

/* The part of Python's stable C interface that is used here, so that no Python headers are needed
 * to build. The symbols are the interpreter's own, found when it loads this library. */

#include "zygote.h"

#define TOUCHSTONE_EXPORT __attribute__((visibility("default")))

typedef struct _object {
    long opaque;
} PyObject;
typedef struct _ts PyThreadState;
typedef struct _is PyInterpreterState;

extern PyObject _Py_NoneStruct;
extern PyObject *PyExc_KeyboardInterrupt;
extern PyObject *PyExc_SystemExit;
extern void PyErr_Print(void);
extern int PyErr_ExceptionMatches(PyObject *type);
extern PyObject *PyErr_GetRaisedException(void);
extern void PyErr_SetRaisedException(PyObject *exception);
extern void PyErr_WriteUnraisable(PyObject *where);
extern PyObject *PyEval_EvalCode(PyObject *code, PyObject *globals, PyObject *locals);
extern int PyException_SetTraceback(PyObject *exception, PyObject *traceback);
extern PyInterpreterState *PyInterpreterState_Get(void);
extern long PyLong_AsLong(PyObject *number);
extern PyObject *PyObject_CallFunctionObjArgs(PyObject *callable, ...);
extern void PyOS_AfterFork_Child(void);
extern void PyOS_BeforeFork(void);
extern PyThreadState *PyThreadState_New(PyInterpreterState *interpreter);
extern PyThreadState *PyThreadState_Swap(PyThreadState *state);
extern void Py_DecRef(PyObject *object);
extern void Py_IncRef(PyObject *object);

/* The slot of the sample that this clone belongs to. */
extern struct Slot *warmMine;
/* 0, or an errno. */
int warmDropCapabilities(void);
