#include "core/scenario/tableindex.h"

#include "core/scenario/jsonlines.h"

#include <bit>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace touchstone {

TableIndex::TableIndex(TableIndex &&other) noexcept
    : m_file(std::exchange(other.m_file, -1))
    , m_path(std::move(other.m_path))
    , m_rows(std::move(other.m_rows))
    , m_ids(std::move(other.m_ids))
    , m_slots(std::move(other.m_slots))
{
}

TableIndex &TableIndex::operator=(TableIndex &&other) noexcept
{
    std::swap(m_file, other.m_file);
    m_path.swap(other.m_path);
    m_rows.swap(other.m_rows);
    m_ids.swap(other.m_ids);
    m_slots.swap(other.m_slots);
    return *this;
}

TableIndex::~TableIndex()
{
    if (m_file >= 0)
        ::close(m_file);
}

Result<TableIndex> TableIndex::build(const QString &path, const Place &place, const IdOf &idOf)
{
    JsonLines lines(path);
    if (auto opened = lines.open(); !opened)
        return std::unexpected(opened.error());
    TableIndex index;
    index.m_path = place.file;
    index.m_file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (index.m_file < 0)
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(path, qt_error_string(errno)));
    JsonLine line;
    while (true) {
        const auto more = lines.next(line);
        if (!more)
            return std::unexpected(more.error());
        if (!*more)
            break;
        if (!line.tooLong)
            if (const auto id = idOf(line.text, index.size(), line.number))
                index.m_ids += id->toUtf8();
        if (index.m_ids.size() > qsizetype(std::numeric_limits<quint32>::max()))
            return fail(ErrorCode::BadInput, u"%1: more than 4 GiB of ids"_s.arg(path));
        index.m_rows.push_back({line.offset, quint32(line.text.size()), quint32(line.number),
                                quint32(index.m_ids.size())});
    }
    index.m_ids.squeeze();
    index.m_rows.shrink_to_fit();
    if (auto done = index.indexIds(place); !done)
        return std::unexpected(done.error());
    return index;
}

QByteArrayView TableIndex::idBytes(size_t row) const
{
    const quint32 begin = row == 0 ? 0 : m_rows[row - 1].idEnd;
    return QByteArrayView(m_ids).sliced(begin, m_rows.at(row).idEnd - begin);
}

Result<void> TableIndex::indexIds(const Place &place)
{
    m_slots.assign(std::bit_ceil(m_rows.size() * 2 + 1), 0);
    for (size_t row = 0; row < m_rows.size(); ++row) {
        const QByteArrayView id = idBytes(row);
        if (id.isEmpty())
            continue;
        size_t slot = qHash(id) & (m_slots.size() - 1);
        for (; m_slots[slot] != 0; slot = (slot + 1) & (m_slots.size() - 1)) {
            const size_t other = m_slots[slot] - 1;
            if (idBytes(other) == id)
                return fail(ErrorCode::BadInput,
                            u"%1 line %2: the id \"%3\" is taken by line %4"_s.arg(place.file)
                                .arg(m_rows[row].line)
                                .arg(QString::fromUtf8(id))
                                .arg(m_rows[other].line));
        }
        m_slots[slot] = quint32(row) + 1;
    }
    return {};
}

QString TableIndex::idAt(qsizetype index) const
{
    const QByteArrayView id = idBytes(size_t(index));
    return id.isEmpty() ? u"line %1"_s.arg(lineAt(index)) : QString::fromUtf8(id);
}

std::optional<qsizetype> TableIndex::indexOf(const QString &id) const
{
    const QByteArray bytes = id.toUtf8();
    for (size_t slot = qHash(QByteArrayView(bytes)) & (m_slots.size() - 1); m_slots[slot] != 0;
         slot = (slot + 1) & (m_slots.size() - 1))
        if (idBytes(m_slots[slot] - 1) == bytes)
            return qsizetype(m_slots[slot]) - 1;
    return {};
}

Result<QByteArray> TableIndex::text(qsizetype index) const
{
    const Row &row = m_rows.at(size_t(index));
    QByteArray bytes(row.length, Qt::Uninitialized);
    qsizetype got = 0;
    while (got < bytes.size()) {
        const ssize_t n =
            ::pread(m_file, bytes.data() + got, size_t(bytes.size() - got), row.offset + got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_path, qt_error_string(errno)));
        if (n == 0)
            return fail(ErrorCode::Changed,
                        u"%1: shorter than it was when the pack was opened"_s.arg(m_path));
        got += n;
    }
    return bytes;
}

qint64 TableIndex::memoryBytes() const
{
    return qint64(sizeof *this) + m_path.capacity() * qint64(sizeof(QChar)) + m_ids.capacity()
        + qint64(m_rows.capacity() * sizeof(Row)) + qint64(m_slots.capacity() * sizeof(quint32));
}

} // namespace touchstone
