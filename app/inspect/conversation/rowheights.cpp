#include "app/inspect/conversation/rowheights.h"

#include <algorithm>
#include <bit>

namespace touchstone::inspect {
namespace {

size_t lowestBit(size_t number)
{
    return number & (~number + 1);
}

} // namespace

void RowHeights::clear()
{
    m_heights.clear();
    m_sums.assign(1, 0);
}

void RowHeights::append(int height)
{
    if (m_sums.empty())
        m_sums.push_back(0);
    m_heights.push_back(height);
    const size_t at = m_sums.size();
    qint64 sum = height;
    for (size_t below = at - 1; below > at - lowestBit(at); below -= lowestBit(below))
        sum += m_sums[below];
    m_sums.push_back(sum);
}

void RowHeights::set(int row, int height)
{
    const qint64 more = qint64(height) - m_heights[size_t(row)];
    m_heights[size_t(row)] = height;
    if (more == 0)
        return;
    for (size_t at = size_t(row) + 1; at < m_sums.size(); at += lowestBit(at))
        m_sums[at] += more;
}

qint64 RowHeights::top(int row) const
{
    qint64 sum = 0;
    for (size_t at = size_t(row); at > 0; at -= lowestBit(at))
        sum += m_sums[at];
    return sum;
}

int RowHeights::rowAt(qint64 y) const
{
    if (m_heights.empty())
        return -1;
    size_t row = 0;
    for (size_t step = std::bit_floor(m_heights.size()); step > 0; step /= 2)
        if (row + step < m_sums.size() && m_sums[row + step] <= y) {
            row += step;
            y -= m_sums[row];
        }
    return int(std::min(row, m_heights.size() - 1));
}

} // namespace touchstone::inspect
