#pragma once

#include "core/base/json.h"

#include <array>
#include <functional>

namespace touchstone {

/// The members of an answer's object that name its scenario, in their order.
inline constexpr std::array answerIdKeys{"scenario", "task_id", "instance_id", "id"};

/// How the answers stand in a samples file.
enum class AnswerLayout {
    Lines, ///< an object a line
    Object, ///< one object, id to list of answers
};

/// Looks at the first object, without keeping it: it is the whole file where it names no scenario
/// and nothing follows it. What can't be read is Object only once a list of answers was seen.
AnswerLayout answerLayout(const QString &path);

/// Calls `visit` with each answer of a file that is one object, in order, holding one answer in
/// memory at a time. Stops at the first error, its own or the visitor's.
Result<void> forEachAnswerOfObject(
    const QString &path,
    const std::function<Result<void>(const QString &id, const Json &answer, const Place &)> &visit);

} // namespace touchstone
