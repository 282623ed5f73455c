#pragma once

#include "core/base/jsontext.h"

#include <vector>

namespace touchstone {

class Registry;

/// Something that is wrong with a JSON file that somebody is writing.
struct FileProblem {
    QString message; ///< without file and place
    QString pointer; ///< JSON pointer; may be empty
    int line = 1; ///< from 1
    TextSpan span; ///< what to underline
    bool operator==(const FileProblem &) const = default;
};

/// What the schema, the loader, the kind and the checks find wrong with the text of a scenario.json
/// (read as if it stood at `file`) or a pack.json. Reads the files that it refers to. Any thread.
std::vector<FileProblem> problemsOf(QByteArrayView text, const QString &file, Registry &registry);

/// Takes a loader's message apart into problems: a line each, "FILE at /pointer: what".
std::vector<FileProblem> problemsFrom(const QString &message, const QString &file,
                                      QByteArrayView text);

} // namespace touchstone
