#pragma once

#include <QtCore/QString>

namespace touchstone::test {

/// A table pack of scenarios n0, n1, … that want a number's square in a file, judged by a program
/// in the sandbox, and a samples file for it.
struct NumbersPack {
    QString path;
    QString answers; ///< the samples file

    /// In `folder`. Samples 0, 3, 6, … of a scenario are wrong, the others right.
    static NumbersPack make(const QString &folder, int scenarios, int samples);
};

} // namespace touchstone::test
