#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <span>
#include <vector>

namespace touchstone {

/// Text as lines, and looking for some lines among others.

/// Lines with their ends ("\n" or "\r\n"; the last may have none). Borrows the text.
std::vector<QByteArrayView> splitLines(QByteArrayView text);
/// Without "\n" or "\r\n".
QByteArrayView withoutEnd(QByteArrayView line);
/// Spaces and tabs at the beginning.
QByteArrayView indentOf(QByteArrayView line);
bool isBlank(QByteArrayView line);
/// A line for a message: visible, cut, in quotes.
QString quotedLine(QByteArrayView line);

/// How the lines of a text end; None: it has no line end at all.
enum class LineEnds { None, Lf, CrLf, Mixed };
LineEnds lineEnds(QByteArrayView text);
/// The text with every line end made the one of `wanted` (Lf or CrLf; else unchanged).
QByteArray withLineEnds(QByteArrayView text, LineEnds wanted);

using Lines = std::span<const QByteArrayView>;

/// Looks for whole lines among lines with a bound on the work altogether, so that no answer can
/// keep us busy for long. A missing "\n" at the end of a line is never a difference.
class LineFinder {
public:
    enum class Compare {
        Exact,
        IgnoreTrailing, ///< spaces, tabs and "\r" at the end do not count
    };

    explicit LineFinder(qint64 budget = 200'000'000);

    bool matchesAt(Lines text, qsizetype at, Lines wanted, Compare compare);
    /// Where `wanted` stands in `text`, from line index `from`; at most `most` places.
    std::vector<qsizetype> find(Lines text, Lines wanted, qsizetype from, Compare compare,
                                size_t most);
    /// The place where most lines of `wanted` (compared IgnoreTrailing) stand; -1 where none does.
    qsizetype nearest(Lines text, Lines wanted);
    bool sameLine(QByteArrayView a, QByteArrayView b, Compare compare);
    void spend(qint64 work) { m_budget -= work; }
    /// The budget is used up: what was not found may yet be there.
    [[nodiscard]] bool exhausted() const { return m_budget <= 0; }

private:
    qint64 m_budget;
};

} // namespace touchstone
