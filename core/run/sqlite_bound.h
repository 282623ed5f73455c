#pragma once

#include <QtCore/QString>

struct sqlite3;

namespace touchstone::sqlite {

/// What one call may take at most, by the size of the file. In a damaged file the pages of a tree
/// can point in a circle, and then a query never ends by itself: it gives rows for ever, or none.
class Bound {
public:
    explicit Bound(const QString &path);
    Q_DISABLE_COPY_MOVE(Bound)

    /// Watches a connection, which must not outlive this.
    void watch(sqlite3 *handle);
    /// Before each call into SQLite that may run for long.
    void begin() { m_operations = 0; }
    /// Whether a query may give so many rows: more than a file of this size has is too many.
    [[nodiscard]] bool allowsRows(qint64 rows);

private:
    static int onProgress(void *self);
    bool allowsMore();
    void measure();

    QString m_path;
    qint64 m_bytes = 0; ///< of the file and its log when last looked at
    qint64 m_operations = 0; ///< of the virtual machine, in the current call
};

} // namespace touchstone::sqlite
