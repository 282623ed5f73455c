#pragma once

#include "core/base/error.h"

#include <QtCore/QByteArray>
#include <QtCore/QFile>

namespace touchstone {

/// One line of a file of JSON lines.
struct JsonLine {
    QByteArray text; ///< without line end; empty where it was too long
    qint64 offset = 0; ///< of its first byte in the file
    int number = 0; ///< from 1
    bool tooLong = false;
};

/// Reads a file of JSON lines in pieces: skips a byte order mark and blank lines, takes CRLF line
/// ends. A line beyond `maxLineBytes` is passed over and marked.
class JsonLines {
public:
    static constexpr qint64 maxLineBytes = 64 << 20;

    explicit JsonLines(const QString &path)
        : m_file(path)
    {
    }
    Result<void> open();
    /// False at the end.
    Result<bool> next(JsonLine &line);

private:
    Result<bool> nextAny(JsonLine &line);
    Result<bool> refill();

    QFile m_file;
    QByteArray m_buffer;
    qsizetype m_position = 0; ///< in m_buffer
    qint64 m_bufferOffset = 0; ///< of m_buffer in the file
    int m_number = 0;
};

} // namespace touchstone
