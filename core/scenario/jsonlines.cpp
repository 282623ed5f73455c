#include "core/scenario/jsonlines.h"

#include <QtCore/QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 pieceBytes = 1 << 20;

bool isBlank(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
}

} // namespace

Result<void> JsonLines::open()
{
    if (!QFileInfo(m_file.fileName()).isFile())
        return fail(ErrorCode::BadInput, u"%1 is not a file"_s.arg(m_file.fileName()));
    // unbuffered: pieces are large, and Qt's own buffer would be one more copy
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_file.fileName(), m_file.errorString()));
    if (const auto more = refill(); !more)
        return std::unexpected(more.error());
    if (m_buffer.startsWith("\xef\xbb\xbf"))
        m_position = 3;
    return {};
}

Result<bool> JsonLines::next(JsonLine &line)
{
    while (true) {
        auto found = nextAny(line);
        if (!found || !*found || line.tooLong || !isBlank(line.text))
            return found;
    }
}

/// Drops what was handed out and reads a further piece; false at the end of the file.
Result<bool> JsonLines::refill()
{
    m_buffer.remove(0, m_position);
    m_bufferOffset += m_position;
    m_position = 0;
    const qsizetype before = m_buffer.size();
    m_buffer.resize(before + pieceBytes);
    const qint64 got = m_file.read(m_buffer.data() + before, pieceBytes);
    m_buffer.resize(before + std::max(got, qint64(0)));
    if (got < 0)
        return fail(ErrorCode::Io, u"%1: %2"_s.arg(m_file.fileName(), m_file.errorString()));
    return got > 0;
}

Result<bool> JsonLines::nextAny(JsonLine &line)
{
    line = {{}, m_bufferOffset + m_position, ++m_number, false};
    qsizetype searched = m_position;
    while (true) {
        const qsizetype end = m_buffer.indexOf('\n', searched);
        const qsizetype length = (end < 0 ? m_buffer.size() : end) - m_position;
        if (length > maxLineBytes || line.tooLong) {
            line.tooLong = true;
            m_position = end < 0 ? m_buffer.size() : end; // let go of what was read so far
        }
        if (end >= 0) {
            if (!line.tooLong)
                line.text = m_buffer.mid(m_position, end - m_position);
            m_position = end + 1;
            break;
        }
        searched = m_buffer.size() - m_position;
        const auto more = refill();
        if (!more)
            return more;
        if (!*more) {
            if (m_position == m_buffer.size() && !line.tooLong)
                return false;
            line.text = line.tooLong ? QByteArray() : m_buffer.mid(m_position);
            m_position = m_buffer.size();
            break;
        }
    }
    if (line.text.endsWith('\r'))
        line.text.chop(1);
    return true;
}

} // namespace touchstone
