#include "core/check/check.h"

#include <algorithm>

namespace touchstone {

Result<void> Check::validate(const Scenario &, const CheckSpec &, const Place &) const
{
    return {};
}

void ToolTimes::add(const Toolchain &toolchain, const QString &action, const Usage &usage)
{
    const auto known = toolchain.actions.constFind(action);
    const QString tool = known == toolchain.actions.cend() ? QString() : known->tool;
    const std::scoped_lock lock(m_mutex);
    Entry &entry = m_entries[{toolchain.language, tool, action}];
    entry.language = toolchain.language;
    entry.tool = tool;
    entry.action = action;
    ++entry.calls;
    entry.wall += usage.wall;
    entry.cpu += usage.cpu;
}

std::vector<ToolTimes::Entry> ToolTimes::entries() const
{
    std::vector<Entry> entries;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[key, entry] : m_entries)
            entries.push_back(entry);
    }
    std::ranges::stable_sort(entries, std::ranges::greater(), &Entry::wall);
    return entries;
}

Manifest judgedTree(const CheckInput &input)
{
    return laidOver(input.state.workspace, input.spec.files);
}

Manifest laidOver(Manifest tree, const Manifest &over)
{
    for (auto it = over.files.begin(); it != over.files.end(); ++it) {
        // What stands where the file needs a folder, or as a folder where the file is to stand.
        for (qsizetype slash = it.key().indexOf(u'/'); slash > 0;
             slash = it.key().indexOf(u'/', slash + 1))
            tree.files.remove(it.key().left(slash));
        const QString below = it.key() + u'/';
        for (auto in = tree.files.lowerBound(below);
             in != tree.files.end() && in.key().startsWith(below);)
            in = tree.files.erase(in);
        tree.files.insert(it.key(), it.value());
    }
    return tree;
}

} // namespace touchstone
