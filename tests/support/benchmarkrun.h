#pragma once

#include "core/base/json.h"

#include <QtCore/QTemporaryDir>

namespace touchstone::test {

/// The objects of JSON lines; ends the program where there is something else.
std::vector<Json> readLines(const QByteArray &text);
/// JSON lines of objects.
QByteArray toLines(const std::vector<Json> &rows);

/// A benchmark's way through the executable: import, run, export, report. What fails on the way
/// ends the program with what was said.
class BenchmarkRun {
public:
    /// Why nothing can be run here; empty: it can.
    static QString problem();

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Imports once for each name; the pack's folder.
    QString import(const QString &name, const QString &importer, const QString &input,
                   const QStringList &options = {});
    /// Runs samples (a file's content) on a pack with two jobs; lines of `export` by "SCENARIO
    /// SAMPLE".
    QMap<QString, Json> run(const QString &pack, const QByteArray &samples);
    /// pass@k of the last run, by k, as `report --format json` has it; `ks` as for --at.
    [[nodiscard]] Json passAtK(const QString &ks = QStringLiteral("1")) const;

private:
    QTemporaryDir m_folder;
};

} // namespace touchstone::test
