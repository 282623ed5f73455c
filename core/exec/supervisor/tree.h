#pragma once

#include "core/exec/supervisor/request.h"

namespace touchstone::supervisor {

struct Unpacked {
    Limit limit = Limit::None; ///< the tree alone does not fit into what the command may use
    std::string failure; ///< not empty: why it could not be written, the harness's fault
};

/// Writes the files below an empty folder. No symlink of the tree is ever followed.
Unpacked unpackTree(const std::vector<TreeFile> &tree, int folder);

} // namespace touchstone::supervisor
