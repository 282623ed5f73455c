#pragma once

#include "core/base/jsontext.h"

#include <vector>

namespace touchstone {

/// Names that no schema knows: those of plugins and toolchains.
struct ScenarioWords {
    QStringList kinds;
    QStringList languages;
    QStringList checks; ///< types
};

/// One thing that may stand at the caret.
struct Completion {
    QString name; ///< "language", "python"
    QString insert; ///< what is put in the place of the word: "\"language\": "
    QString description; ///< one line; may be empty
    bool operator==(const Completion &) const = default;
};

struct Completions {
    TextSpan word; ///< what is replaced
    std::vector<Completion> items; ///< those that answer to what was typed, as the schema has them
};

/// What may stand at the caret of a scenario.json (`schema` "scenario") or a pack.json ("pack"):
/// names of members that are not there yet, and values that an enumeration or a name allows; of a
/// check also those of its type, of a kind's member those of the kind.
Completions completeScenario(QByteArrayView text, qsizetype caret, const QString &schema,
                             const ScenarioWords &words);

} // namespace touchstone
