#include "core/exec/warm/inside/serve.h"

// What warm.py imports of this library.

namespace touchstone::warm {
namespace {

/// serve(sample, more_address_bytes, module_names): see serve.h.
PyObject *serveSamples(PyObject *, PyObject *arguments)
{
    Interpreter interpreter;
    PyObject *names = nullptr;
    unsigned long long bytes = 0;
    if (PyArg_ParseTuple(arguments, "OKO", &interpreter.sample, &bytes, &names) == 0)
        return nullptr;
    interpreter.moreAddressBytes = bytes;
    for (long i = 0; i < PyList_Size(names); ++i) {
        long size = 0;
        if (const char *name = PyUnicode_AsUTF8AndSize(PyList_GetItem(names, i), &size))
            interpreter.modules.emplace(name, size_t(size));
    }
    serve(std::move(interpreter));
    return none();
}

/// report_unraisable(exception, where): as the interpreter does where nobody can catch it.
PyObject *reportUnraisable(PyObject *, PyObject *arguments)
{
    PyObject *exception = nullptr;
    PyObject *where = nullptr;
    if (PyArg_ParseTuple(arguments, "OO", &exception, &where) == 0)
        return nullptr;
    Py_IncRef(exception);
    PyErr_SetRaisedException(exception);
    PyErr_WriteUnraisable(where);
    return none();
}

/// immortalise(list): makes every object of it immortal, so that clones that merely use it do not
/// write its reference count, for which its page would have to be copied. Gives those that were
/// not. The number is that of None, which the interpreter itself keeps immortal; where it does not,
/// nothing is done.
PyObject *immortalise(PyObject *, PyObject *arguments)
{
    PyObject *list = nullptr;
    if (PyArg_ParseTuple(arguments, "O", &list) == 0)
        return nullptr;
    const auto immortal = int32_t(_Py_NoneStruct.references);
    PyObject *fresh = PyList_New(0);
    const long count = immortal < 0 || immortal >= 1 << 29 ? PyList_Size(list) : 0;
    for (long i = 0; i < count; ++i) {
        PyObject *object = PyList_GetItem(list, i);
        if (int32_t(object->references) == immortal)
            continue;
        PyList_Append(fresh, object);
        object->references = _Py_NoneStruct.references;
    }
    return fresh;
}

PyMethodDef methods[] = {{"serve", serveSamples, positionalArguments, nullptr},
                         {"report_unraisable", reportUnraisable, positionalArguments, nullptr},
                         {"immortalise", immortalise, positionalArguments, nullptr},
                         {nullptr, nullptr, 0, nullptr}};

PyModuleDef definition = {.base = {1, nullptr},
                          .init = nullptr,
                          .index = 0,
                          .copy = nullptr,
                          .name = "touchstone_warm",
                          .text = nullptr,
                          .size = -1,
                          .methods = methods,
                          .slots = nullptr,
                          .traverse = nullptr,
                          .clear = nullptr,
                          .free = nullptr};

} // namespace
} // namespace touchstone::warm

extern "C" __attribute__((visibility("default"))) PyObject *PyInit_touchstone_warm()
{
    using namespace touchstone::warm;
    return PyModule_Create2(&definition, stableVersion);
}
