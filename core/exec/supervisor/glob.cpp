#include "core/exec/supervisor/glob.h"

#include <algorithm>
#include <fnmatch.h>
#include <vector>

namespace touchstone::supervisor {
namespace {

std::vector<std::string> partsOf(std::string_view path)
{
    std::vector<std::string> parts;
    while (true) {
        const size_t slash = path.find('/');
        parts.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos)
            return parts;
        path.remove_prefix(slash + 1);
    }
}

} // namespace

bool matchesGlob(std::string_view pattern, std::string_view path)
{
    const auto wanted = partsOf(pattern);
    const auto given = partsOf(path);
    // reached[g]: the pattern so far matches the first g parts; linear in both lengths
    std::vector<bool> reached(given.size() + 1);
    reached[0] = true;
    for (const std::string &part : wanted) {
        std::vector<bool> next(given.size() + 1);
        for (size_t g = 0; g <= given.size(); ++g) {
            if (part == "**")
                next[g] = reached[g] || (g > 0 && next[g - 1]);
            else
                next[g] =
                    g > 0 && reached[g - 1] && fnmatch(part.c_str(), given[g - 1].c_str(), 0) == 0;
        }
        reached = next;
    }
    return reached[given.size()];
}

} // namespace touchstone::supervisor
