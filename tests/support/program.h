#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace touchstone::test {

/// How one call of the touchstone executable went.
struct ProgramResult {
    int exitCode = -1; ///< -1: it did not end by itself
    QByteArray output;
    QByteArray errors;
};

/// The touchstone executable of this build.
QString touchstoneProgram();
/// Runs it in `folder` and waits for its end (at most ten minutes).
ProgramResult runTouchstone(const QStringList &arguments, const QString &folder = {});
/// Writes a file, folders above it included.
void writeFile(const QString &path, const QByteArray &text);
/// The folder shared/data beside the checkout; empty where it is absent.
QString sharedData();

} // namespace touchstone::test
