#pragma once

#include "core/workspace/lines.h"

namespace touchstone {

/// Moves lines from one indentation to another: those that begin with `from` get `to` in its place.
/// Blank lines, lines within strings and lines indented less stay as they are.
QByteArray reindented(Lines lines, const std::vector<bool> &inString, QByteArrayView from,
                      QByteArrayView to);

/// How far the statements of a body are indented. The first line may have lost its indentation (a
/// chat answer that was trimmed): then the others tell. Pass the lines from the first that is not
/// blank.
QByteArrayView bodyIndent(Lines lines, const std::vector<bool> &inString);

} // namespace touchstone
