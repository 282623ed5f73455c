#pragma once

#include "core/workspace/draft.h"

namespace touchstone {

/// Puts code in the place of the target symbol. What the code is decides:
/// - It does not define the symbol: it is a body. It replaces the symbol's body, re-indented to
/// fit.
/// - It defines every name that the file defines at its top (two or more) and repeats its imports:
///   it is the whole file.
/// - It defines the enclosing class (of "Stack.push": Stack) with every member that stands there:
///   it replaces that class. A class with fewer members is a sketch of the place: only the symbol's
///   definition is taken from it.
/// - Otherwise it replaces the symbol's definition, re-indented. Imports before the definition go
/// to
///   the file's other imports (those not there yet); helpers before and after come along. Loose
///   statements behind a method (examples of use) stay out: they have no place in a class.
/// Line ends become the file's. Strings of several lines keep their spaces (Python, JavaScript,
/// TypeScript).
ApplyResult applyBody(const QByteArray &code, const AnswerContext &context, Draft &draft);

} // namespace touchstone
