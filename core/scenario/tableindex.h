#pragma once

#include "core/scenario/placeholder.h"

#include <functional>
#include <optional>
#include <vector>

namespace touchstone {

/// Where the rows of a table (JSON lines) lie and what their ids are, and nothing more: about 20
/// bytes a row besides the id itself. A file with a byte order mark, CRLF line ends or blank lines
/// is as good as another. Immutable once built, so thread-safe.
class TableIndex {
public:
    /// The row's id from its line, or why it has none.
    using IdOf = std::function<Result<QString>(QByteArrayView text, qsizetype index, int line)>;

    /// Reads the file once, in pieces. A row without an id stays, under "line N"; two rows with one
    /// id are an error that names both lines.
    static Result<TableIndex> build(const QString &path, const Place &place, const IdOf &idOf);

    TableIndex(TableIndex &&other) noexcept;
    TableIndex &operator=(TableIndex &&other) noexcept;
    ~TableIndex();

    [[nodiscard]] qsizetype size() const { return qsizetype(m_rows.size()); }
    [[nodiscard]] QString idAt(qsizetype index) const;
    /// Of rows that have one.
    [[nodiscard]] std::optional<qsizetype> indexOf(const QString &id) const;
    [[nodiscard]] int lineAt(qsizetype index) const { return int(m_rows.at(size_t(index)).line); }
    /// The row's text as it stands in the file now.
    [[nodiscard]] Result<QByteArray> text(qsizetype index) const;
    /// What this object occupies.
    [[nodiscard]] qint64 memoryBytes() const;

private:
    struct Row {
        qint64 offset = 0;
        quint32 length = 0;
        quint32 line = 0; ///< from 1
        quint32 idEnd = 0; ///< in m_ids; it begins where the one before ends
    };
    TableIndex() = default;
    [[nodiscard]] QByteArrayView idBytes(size_t row) const;
    Result<void> indexIds(const Place &place);

    int m_file = -1;
    QString m_path;
    std::vector<Row> m_rows;
    QByteArray m_ids; ///< UTF-8, one after the other
    std::vector<quint32> m_slots; ///< open addressing: row + 1, or 0
};

} // namespace touchstone
