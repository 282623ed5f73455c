#pragma once

#include "core/plugin/importer.h"

#include <QtCore/QFile>

#include <functional>

namespace touchstone {

/// Opens the input of an import for reading; a folder is told as such.
Result<void> openInput(QFile &file);

/// Calls `visit` with each line of a JSON lines file that is not blank, in order, with its place,
/// holding one line in memory at a time. Stops at the first error, its own or the visitor's. A
/// compressed file and a JSON array are told as such, with the way out.
Result<void> forEachJsonLine(const QString &path,
                             const std::function<Result<void>(Json line, const Place &)> &visit);

/// A member that must be a text; the error names the line, the member, and what was found.
Result<QString> textMember(const Json &object, const QString &key, const Place &place);

/// The last value of an option that was given, or the fallback.
QString optionOr(const ImportRequest &request, const QString &name, const QString &fallback);

/// Imports JSON lines as they are into a table pack. Each line must be an object with the members
/// `texts`, the first of which is its id. `pack` is what TableWriter takes.
Result<ImportReport> importRows(const ImportRequest &request, Json pack, const QStringList &texts);

} // namespace touchstone
