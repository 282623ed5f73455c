#pragma once

#include <QtCore/QtTypes>

#include <vector>

namespace touchstone::inspect {

/// The heights of very many rows below each other, of which few are known and the others guessed:
/// a Fenwick tree, so that setting one and finding a place cost log n. Pixels.
class RowHeights {
public:
    void clear();
    void append(int height);
    void set(int row, int height);
    [[nodiscard]] int count() const { return int(m_heights.size()); }
    [[nodiscard]] int height(int row) const { return m_heights[size_t(row)]; }
    [[nodiscard]] qint64 top(int row) const; ///< the sum of those before it
    [[nodiscard]] qint64 total() const { return top(count()); }
    /// The row that a place stands in; the last one beyond the end; -1: there are none.
    [[nodiscard]] int rowAt(qint64 y) const;

private:
    std::vector<int> m_heights;
    std::vector<qint64> m_sums; ///< from 1: of the rows below, as many as its lowest bit says
};

} // namespace touchstone::inspect
