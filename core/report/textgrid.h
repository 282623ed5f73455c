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

/// A plain table: columns aligned, two spaces between them. A first cell that is too long stands on
/// a line of its own; only names beyond all measure are cut.
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
    /// Columns that are left out one after the other, as long as the grid is too wide.
    void mayDrop(std::vector<size_t> columns) { m_optional = std::move(columns); }
    void hide(size_t column) { m_hidden.push_back(column); }
    [[nodiscard]] bool fits(int width) const;
    /// `width`: columns of the terminal; the first column gets what the others leave.
    [[nodiscard]] QString text(int width, bool colour) const;

private:
    /// Of each column, 0: it is left out.
    [[nodiscard]] std::vector<int> widths(int width) const;
    [[nodiscard]] std::vector<int> naturalWidths() const;
    std::vector<size_t> m_optional;
    std::vector<size_t> m_hidden;
    std::vector<Align> m_columns;
    std::vector<std::vector<Cell>> m_rows;
};

} // namespace touchstone
