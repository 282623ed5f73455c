#pragma once

#include "core/base/json.h"
#include "core/exec/toolchain.h"

namespace touchstone {

/// The harness's names for what has names here: resources/importers/ceh.json.
class CehNames {
public:
    static Result<CehNames> load();

    /// A toolchain's name, and how its documentation is written; an unknown language's own name.
    [[nodiscard]] QString language(const QString &theirs) const;
    [[nodiscard]] QString convention(const QString &theirs) const;
    /// "pylint-no-member" of pylint to {"pylint", "E1101"}.
    struct Finding {
        QString analyser;
        QString rule;
    };
    [[nodiscard]] Finding finding(const QString &analyser, const QString &rule) const;

private:
    Json m_names;
};

} // namespace touchstone
