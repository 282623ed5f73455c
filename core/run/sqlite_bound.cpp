#include "core/run/sqlite_bound.h"

#include <sqlite3.h>

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone::sqlite {
namespace {

constexpr int operationsAtOnce = 10'000;
// The dearest that we ask for is PRAGMA integrity_check: some 100 operations for a row and each of
// its index entries, and rows of ours take 20 bytes and more.
constexpr qint64 operationsPerByte = 16;
constexpr qint64 operationsAtLeast = 2'000'000;
constexpr qint64 smallestRow = 4; // bytes of a cell (SQLite's file format, 1.6)
constexpr qint64 rowsAtLeast = 10'000;

} // namespace

Bound::Bound(const QString &path)
    : m_path(path)
{
    measure();
}

void Bound::watch(sqlite3 *handle)
{
    sqlite3_progress_handler(handle, operationsAtOnce, &Bound::onProgress, this);
}

void Bound::measure()
{
    m_bytes = QFileInfo(m_path).size() + QFileInfo(m_path + u"-wal"_s).size();
}

bool Bound::allowsRows(qint64 rows)
{
    const auto allowed = [&] { return rows <= rowsAtLeast + m_bytes / smallestRow; };
    if (allowed())
        return true;
    measure(); // it may have grown
    return allowed();
}

bool Bound::allowsMore()
{
    m_operations += operationsAtOnce;
    const auto allowed = [&] {
        return m_operations <= operationsAtLeast + m_bytes * operationsPerByte;
    };
    if (allowed())
        return true;
    measure();
    return allowed();
}

int Bound::onProgress(void *self)
{
    return static_cast<Bound *>(self)->allowsMore() ? 0 : 1;
}

} // namespace touchstone::sqlite
