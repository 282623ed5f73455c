#pragma once

#include <QtCore/QMap>
#include <QtCore/QStringList>

namespace touchstone::ide {

/// What a tab shows, as text that reopens it: "runs/a.touchstone#attempt=01J…&step=12".
struct Location {
    QString path; ///< absolute; or a page of our own: "touchstone:settings"
    QMap<QString, QString> place; ///< within it: "attempt" to its id, "step", "pass", …

    /// A text as text() gives it or somebody typed it; a file whose name has a '#' is found too. A
    /// relative path is below `folder`.
    static Location parse(const QString &text, const QString &folder);
    [[nodiscard]] QString text() const;
    /// The same file at another place.
    [[nodiscard]] Location at(const QMap<QString, QString> &where) const { return {path, where}; }
    bool operator==(const Location &) const = default;
};

/// Several paths as one value of a place, by ';'; one within a path is written %3B.
QString joinedPaths(const QStringList &paths);
QStringList splitPaths(const QString &text);

} // namespace touchstone::ide
