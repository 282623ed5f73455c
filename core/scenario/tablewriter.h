#pragma once

#include "core/scenario/packstaging.h"

#include <QtCore/QFile>
#include <QtCore/QHash>

#include <memory>

namespace touchstone {

/// Writes a table pack (pack.json and items.jsonl), row by row. There is nothing at the folder
/// until finish() has succeeded. Not thread-safe.
class TableWriter {
public:
    /// `folder` must not exist or be empty. `pack` holds pack.json's members but for format, name
    /// and table, which are filled in here; the name is the folder's.
    static Result<std::unique_ptr<TableWriter>> create(const QString &folder, Json pack);

    /// A row. Refused: an id that is none or that an earlier one had, both places named; more than
    /// a table's line may have.
    Result<void> add(const QString &id, const Json &row, const Place &place);
    /// Puts the pack in its place. BadInput where there is no row. Returns how many there are.
    Result<qint64> finish();

private:
    TableWriter(PackStaging staging, Json pack);

    PackStaging m_staging;
    Json m_pack;
    QFile m_table;
    QHash<QString, int> m_lines; ///< id to the line of the input that it came from
};

} // namespace touchstone
