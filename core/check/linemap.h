#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <vector>

namespace touchstone {

/// A text's lines as they are compared: white space at both ends aside, runs of it as one space.
QStringList comparableLines(const QByteArray &text);

/// Which lines of one text are those of another: a line diff in which indentation does not count.
/// Deterministic; texts too different to compare line by line are compared by what is unique.
class LineMap {
public:
    LineMap(const QStringList &before, const QStringList &after);

    /// Where a line (from 1) went; 0: it is not there any more, or there is no such line.
    [[nodiscard]] int after(int before) const { return at(m_after, before); }
    /// Where a line came from; 0: it is new or was changed.
    [[nodiscard]] int before(int after) const { return at(m_before, after); }
    /// A number that lines of both texts share which lie between the same unchanged lines; -1 for a
    /// line that is unchanged.
    [[nodiscard]] int hunkBefore(int before) const;
    [[nodiscard]] int hunkAfter(int after) const;

private:
    static int at(const std::vector<int> &lines, int line)
    {
        return line > 0 && size_t(line) < lines.size() ? lines[size_t(line)] : 0;
    }

    std::vector<int> m_after; ///< by line of the text before
    std::vector<int> m_before; ///< by line of the text after
};

} // namespace touchstone
