#pragma once

#include "core/workspace/symboltext.h"

namespace touchstone {

/// Import statements of common languages by their look: `import`, `from … import`, `#include`,
/// `use …;`, `using …;`, `… = require(…)`, `package`; several lines while brackets are open.

/// The statements that begin a line before `end`, as spans.
std::vector<Span> importsBefore(Lines lines, size_t end);
/// Where further imports go in a file: behind its first one; without any, behind the comments,
/// directives and docstring at its top. `early`: for one that must come first
/// (`from __future__ import …`).
size_t importPlace(Lines lines, const std::vector<bool> &inString, bool early);
bool isEarlyImport(QByteArrayView line);

} // namespace touchstone
