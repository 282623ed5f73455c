#pragma once

#include "core/exec/supervisor/protocol.h"

#include <optional>
#include <vector>

namespace touchstone::supervisor {

struct TreeFile {
    FileKind kind = FileKind::Regular;
    std::string_view path; ///< relative, checked: no "", "." or ".." parts
    std::string_view contents; ///< for a symlink, its target
};

/// What is to be run. The views point into the request's memory.
struct Request {
    uint32_t flags = 0;
    uint64_t wallUs = 0;
    uint64_t cpuUs = 0;
    uint64_t memoryBytes = 0;
    uint64_t addressBytes = 0; ///< limit of each process's address space; 0: none
    uint64_t diskBytes = 0;
    uint32_t diskFiles = 0;
    uint32_t processes = 0;
    std::string scratch; ///< unconfined only: the folder to make work, tmp and home in
    std::string folder; ///< below the workspace
    std::vector<std::string> argv;
    std::vector<std::string> environment;
    std::string_view plainFilter; ///< BPF; empty: none
    std::string_view notifyingFilter; ///< the same with notifications, tried first
    std::vector<std::string> collect;
    std::vector<TreeFile> tree;

    [[nodiscard]] bool has(RequestFlag flag) const { return (flags & flag) != 0; }
};

/// Nothing when the request does not hold together.
std::optional<Request> parseRequest(Reader reader);

} // namespace touchstone::supervisor
