#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <vector>

namespace touchstone {

/// Columns that a text takes on a terminal: wide characters two, combining ones none.
int displayWidth(const QString &text);

enum class Ink { Plain, Bold, Dim, Good, Bad, Warning };
/// The text in that ink by terminal escapes, or as it is.
QString inked(const QString &text, Ink ink, bool colour);

/// A plain table: columns aligned, two spaces between them. Nothing is cut: a first cell that is
/// too long stands on a line of its own.
class TextGrid {
public:
    enum class Align { Left, Right };
    struct Cell {
        QString text;
        Ink ink = Ink::Plain;
    };

    explicit TextGrid(std::vector<Align> columns);
    void addHeader(const QStringList &titles);
    void addRow(std::vector<Cell> cells); ///< as many as there are columns, or fewer
    /// `width`: columns of the terminal; the first column gets what the others leave.
    [[nodiscard]] QString text(int width, bool colour) const;

private:
    [[nodiscard]] std::vector<int> widths(int width) const;
    std::vector<Align> m_columns;
    std::vector<std::vector<Cell>> m_rows;
};

} // namespace touchstone
