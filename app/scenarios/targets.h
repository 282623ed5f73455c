#pragma once

#include "app/ide/location.h"

#include <QtCore/QStringList>

namespace touchstone::scenarios {

/// What a run or a validation is to be about.
struct RunTarget {
    QStringList packs; ///< folders
    QString filter; ///< empty: all of their scenarios
    bool operator==(const RunTarget &) const = default;

    [[nodiscard]] bool isEmpty() const { return packs.isEmpty(); }
};

inline constexpr QLatin1StringView runPath{"touchstone:run"};
inline constexpr QLatin1StringView validationPath{"touchstone:validate"};

/// The page with a run's form, or of a validation.
ide::Location runForm(const RunTarget &target);
ide::Location validationPage(const RunTarget &target);
RunTarget targetOf(const ide::Location &location);

/// The page of a pack, or of a scenario in it.
ide::Location packLocation(const QString &folder);
ide::Location scenarioLocation(const QString &folder, const QString &id);

} // namespace touchstone::scenarios
