#include "core/workspace/pathrules.h"

#include "core/base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxPartBytes = 255;
constexpr qsizetype maxPathBytes = 1024;

QString shown(const QString &path)
{
    return shortened(visibleText(path), 200);
}

Refusal refusal(const QString &code, const QString &message)
{
    return {code, message};
}

/// HFS+ leaves these out when it compares names.
bool ignoredByHfs(char16_t c)
{
    return (c >= 0x200C && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x206A && c <= 0x206F) || c == 0xFEFF;
}

/// NTFS's short name for `.git`: "git~1".
bool isShortGitName(QStringView part)
{
    if (!part.startsWith(u"git~"_s) || part.size() < 5)
        return false;
    return std::ranges::all_of(part.mid(4), [](QChar c) { return c.isDigit(); });
}

bool hasControl(const QString &path)
{
    return std::ranges::any_of(path, [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Surrogate;
    });
}

/// Surrogate pairs are fine, halves are not; QChar::category() of a half in a pair is Surrogate, so
/// whole characters are looked at.
bool hasControlOrHalf(const QString &path)
{
    if (!path.isValidUtf16())
        return true;
    QString plane0 = path;
    plane0.removeIf([](QChar c) { return c.isSurrogate(); });
    return hasControl(plane0);
}

std::optional<Refusal> refusedPart(const QString &path, const QString &part)
{
    if (part.isEmpty() || part == u"."_s)
        return refusal(u"bad-path"_s,
                       u"'%1' has an empty or \".\" part; write it without"_s.arg(shown(path)));
    if (part == u".."_s)
        return refusal(
            u"path-escapes"_s,
            u"'%1' climbs with \"..\"; paths are relative to the workspace"_s.arg(shown(path)));
    if (namesGitFolder(part))
        return refusal(u"path-in-git"_s,
                       u"'%1' is in a .git folder, which answers may not touch"_s.arg(shown(path)));
    if (part.toUtf8().size() > maxPartBytes)
        return refusal(
            u"bad-path"_s,
            u"'%1' has a part longer than %2 bytes"_s.arg(shown(path)).arg(maxPartBytes));
    return {};
}

} // namespace

bool isNormalised(const QString &path)
{
    if (path.isEmpty() || path.contains(QChar(0)) || !path.isValidUtf16())
        return false;
    const auto parts = QStringView(path).split(u'/');
    return std::ranges::none_of(
        parts, [](QStringView part) { return part.isEmpty() || part == u"." || part == u".."; });
}

bool namesGitFolder(const QString &part)
{
    QString name = part.toCaseFolded();
    name.removeIf([](QChar c) { return ignoredByHfs(c.unicode()); });
    if (const qsizetype stream = name.indexOf(u':'); stream >= 0)
        name.truncate(stream); // NTFS: ".git::$INDEX_ALLOCATION"
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1); // NTFS leaves these out
    return name == u".git"_s || isShortGitName(name);
}

std::optional<Refusal> refusedName(const QString &path)
{
    if (path.isEmpty())
        return refusal(u"bad-path"_s, u"the path is empty"_s);
    if (hasControlOrHalf(path))
        return refusal(u"bad-path"_s, u"'%1' has control characters"_s.arg(shown(path)));
    if (path.startsWith(u'/'))
        return refusal(u"path-escapes"_s,
                       u"'%1' is absolute; paths are relative to the workspace"_s.arg(shown(path)));
    if (path.contains(u'\\'))
        return refusal(u"path-escapes"_s,
                       u"'%1' has a backslash; parts are separated by '/'"_s.arg(shown(path)));
    if (path.size() > 1 && path.at(1) == u':' && path.at(0).isLetter())
        return refusal(
            u"path-escapes"_s,
            u"'%1' has a drive letter; paths are relative to the workspace"_s.arg(shown(path)));
    if (path.toUtf8().size() > maxPathBytes)
        return refusal(u"bad-path"_s,
                       u"'%1' is longer than %2 bytes"_s.arg(shown(path)).arg(maxPathBytes));
    for (const QString &part : path.split(u'/'))
        if (auto refused = refusedPart(path, part))
            return refused;
    return {};
}

std::optional<Refusal> refusedPlace(const QString &path, const Manifest &manifest)
{
    const QString other = pathInTheWay(manifest, path);
    if (other.isEmpty())
        return {};
    if (other.size() > path.size())
        return refusal(u"is-a-folder"_s, u"'%1' is a folder, no file"_s.arg(shown(path)));
    if (manifest.files.value(other).mode == FileMode::Symlink)
        return refusal(u"through-symlink"_s,
                       u"'%1' leads through the symlink '%2'"_s.arg(shown(path), shown(other)));
    return refusal(u"not-a-folder"_s,
                   u"'%1' can't be written: '%2' is a file"_s.arg(shown(path), shown(other)));
}

std::optional<Refusal> refusedPath(const QString &path, const Manifest &manifest)
{
    if (auto refused = refusedName(path))
        return refused;
    if (auto refused = refusedPlace(path, manifest))
        return refused;
    const auto it = manifest.files.find(path);
    if (it != manifest.files.end() && it->mode == FileMode::Symlink)
        return refusal(u"through-symlink"_s,
                       u"'%1' is a symlink; write its target or remove it"_s.arg(shown(path)));
    return {};
}

std::optional<Refusal> refusedLink(const QString &path, const QByteArray &target)
{
    const QString text = QString::fromUtf8(target);
    const auto escapes = [&](const QString &why) {
        return refusal(
            u"link-escapes"_s,
            u"the symlink '%1' to '%2' is refused: %3"_s.arg(shown(path), shown(text), why));
    };
    if (target.isEmpty() || target.size() > maxPathBytes || hasControlOrHalf(text)
        || text.toUtf8() != target)
        return escapes(u"its target is empty, too long or not plain text"_s);
    if (text.startsWith(u'/') || text.contains(u'\\'))
        return escapes(u"its target must be relative"_s);
    qsizetype depth = path.count(u'/');
    bool descended = false;
    for (const QString &part : text.split(u'/')) {
        if (namesGitFolder(part))
            return refusal(u"path-in-git"_s,
                           u"the symlink '%1' leads into a .git folder"_s.arg(shown(path)));
        if (part == u".."_s) {
            if (descended)
                return escapes(u"\"..\" may only stand at the beginning of its target"_s);
            if (--depth < 0)
                return escapes(u"its target is outside the workspace"_s);
        } else if (!part.isEmpty() && part != u"."_s) {
            descended = true;
        }
    }
    return {};
}

} // namespace touchstone
