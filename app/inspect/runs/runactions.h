#pragma once

#include <QtCore/QStringList>

#include <functional>

namespace touchstone::inspect {

/// What can be done with a run by those who run agents; empty: nothing.
struct RunActions {
    /// Attempts once more, as new ones beside those that are there.
    std::function<void(const QString &runFile, const QStringList &attempts)> again;
    /// Makes the attempts that are missing.
    std::function<void(const QString &runFile)> resume;
};

} // namespace touchstone::inspect
