#pragma once

namespace touchstone {

/// Deleter for a C library's handle: `using Db = std::unique_ptr<sqlite3,
/// FreeWith<sqlite3_close_v2>>`.
template <auto Free> struct FreeWith {
    void operator()(auto *handle) const noexcept { Free(handle); }
};

} // namespace touchstone
