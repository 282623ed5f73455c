#pragma once

#include "core/plugin/importer.h"

namespace touchstone {

/// Which column gives what of a scenario: from --map FIELD=COLUMN.
class Mapping {
public:
    /// BadInput names an unknown field, a field mapped twice, or what is missing.
    static Result<Mapping> parse(const QStringList &options);

    [[nodiscard]] bool has(const QString &field) const { return m_columns.contains(field); }
    /// A row of the pack's table: the mapped fields by name, and every other column under "row".
    /// BadInput where a mapped column is missing or can't be what it is mapped to.
    [[nodiscard]] Result<Json> apply(const Json &row, const Place &place) const;
    /// The fields there are, with what they are for: for the help.
    static QString fields();

private:
    QMap<QString, QString> m_columns; ///< field to column
};

} // namespace touchstone
