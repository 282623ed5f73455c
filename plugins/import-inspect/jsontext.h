#pragma once

#include "core/base/json.h"

#include <functional>

namespace touchstone {

/// JSON as text that is walked over without being built: an extreme sample has some 340,000 events
/// in 960 MB, of which one is wanted at a time. Views point into the text that was given. What is
/// passed over is only checked for matching brackets and quotes.

using VisitMember = std::function<Result<void>(const QByteArray &key, QByteArrayView value)>;
using VisitElement = std::function<Result<void>(QByteArrayView value)>;

/// Of an object, in order; of a key that comes twice both.
Result<void> forEachMember(QByteArrayView object, const Place &place, const VisitMember &visit);
Result<void> forEachElement(QByteArrayView array, const Place &place, const VisitElement &visit);
/// The elements of an array.
Result<std::vector<QByteArrayView>> elementsOf(QByteArrayView array, const Place &place);

/// Parses as Python writes JSON: NaN, Infinity and -Infinity become the texts of that name, half a
/// surrogate pair U+FFFD.
Result<Json> parsePythonJson(QByteArrayView text, const Place &place);

} // namespace touchstone
