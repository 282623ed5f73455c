#pragma once

#include "core/exec/supervisor/request.h"

namespace touchstone::supervisor {

/// The folders that a command may write to, and how full they are. Confined, they are one file
/// system in memory with a limit on bytes and files; unconfined, three folders of a temporary one,
/// which are looked through.
class Quota {
public:
    /// Makes the folders; false (errno is set) when that failed.
    bool make(const Request &request);

    [[nodiscard]] int workFd() const { return m_work; }
    [[nodiscard]] const std::string &workPath() const { return m_workPath; }
    /// Which limit is reached now, if any. Cheap when confined.
    [[nodiscard]] Limit reached() const;
    /// Whether reached() may be asked at every turn.
    [[nodiscard]] bool isCheap() const { return m_confined; }

private:
    bool mountWritable();
    bool makeScratch(const std::string &scratch);

    bool m_confined = true;
    uint64_t m_bytes = 0;
    uint64_t m_files = 0;
    int m_root = -1;
    int m_work = -1;
    std::string m_workPath;
};

} // namespace touchstone::supervisor
