#pragma once

namespace net {

bool is_success(int status);

/// Whether it is worth to ask again.
bool is_transient(int status);

} // namespace net
