#pragma once

#include "core/workspace/manifest.h"

#include <unistd.h>

#include <functional>
#include <utility>

namespace touchstone {

/// A file descriptor that closes itself.
class FileHandle {
public:
    explicit FileHandle(int fd = -1)
        : m_fd(fd)
    {
    }
    FileHandle(FileHandle &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    FileHandle &operator=(FileHandle &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FileHandle()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    int release() { return std::exchange(m_fd, -1); }

private:
    int m_fd;
};

/// One file that a walk came by. Either an open regular file or the target of a symlink.
struct FoundFile {
    QString path; ///< relative to the folder
    FileMode mode = FileMode::Regular;
    int fd = -1; ///< of a regular file; borrowed
    QByteArray linkTarget;
};

/// Calls `found` for each file below a folder, following no symlink. Skips `.git`; refuses special
/// files, symlinks that leave the folder, names that are not UTF-8 and folders nested deeper than
/// 100. Any thread; no working directory or other global is touched.
Result<void> walkFolder(const QString &folder,
                        const std::function<Result<void>(const FoundFile &)> &found);

/// Opens a regular file below an open folder without following any symlink on the way.
Result<FileHandle> openBelow(const QString &folder, const QString &path);

/// Reads to the end, `take` a piece at a time; what it returns false for ends the reading.
Result<void> readPieces(int fd, const QString &name,
                        const std::function<bool(QByteArrayView)> &take);

/// "No such file or directory", for the message of an error.
QString systemReason(int number);

} // namespace touchstone
