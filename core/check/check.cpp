#include "core/check/check.h"

namespace touchstone {

Result<void> Check::validate(const Scenario &, const CheckSpec &, const Place &) const
{
    return {};
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
