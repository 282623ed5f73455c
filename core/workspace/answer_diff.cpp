#include "core/workspace/answer_diff.h"

#include "core/base/text.h"
#include "core/workspace/fences.h"
#include "core/workspace/gitobjects.h"
#include "core/workspace/lines.h"
#include "core/workspace/patch.h"
#include "core/workspace/pathrules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

std::optional<size_t> firstDiffLine(Lines lines)
{
    for (size_t i = 0; i < lines.size(); ++i)
        if (beginsDiff(lines[i], i + 1 < lines.size() ? lines[i + 1] : QByteArrayView()))
            return i;
    return {};
}

bool holdsDiff(const FencedBlock &block)
{
    return isDiffTag(block.tag) || firstDiffLine(splitLines(block.text)).has_value();
}

/// The diff of an answer: where a fence comes before anything of a diff, what its blocks hold, each
/// at its own line, so that the numbers in messages are the answer's; else all of it.
QByteArray diffOf(const QByteArray &answer)
{
    const auto blocks = fencedBlocks(answer);
    const auto first = firstDiffLine(splitLines(answer));
    if (blocks.empty() || (first && int(*first) + 1 < blocks.front().line)
        || std::ranges::none_of(blocks, holdsDiff))
        return answer;
    QByteArray diff;
    int line = 0;
    for (const FencedBlock &block : blocks) {
        if (!holdsDiff(block))
            continue;
        for (; line < block.line; ++line)
            diff += "```\n"; // no line of any diff
        diff += block.text;
        if (!diff.endsWith('\n'))
            diff += '\n';
        line += int(splitLines(block.text).size());
    }
    return diff;
}

/// One file's part of a diff, with paths of the workspace.
struct Change {
    const FilePatch *patch = nullptr;
    QString from; ///< empty: it makes a file
    QString to; ///< empty: it deletes one
    [[nodiscard]] bool moves() const { return !patch->renamedFrom.isEmpty(); }
};

QString withoutPrefix(const QString &path)
{
    static const QString letters = u"abciow"_s; // git's, with diff.mnemonicPrefix
    return path.size() > 2 && path.at(1) == u'/' && letters.contains(path.at(0)) ? path.sliced(2)
                                                                                 : path;
}

QString cleaned(const QString &path)
{
    return path.startsWith(u"./"_s) ? path.sliced(2) : path;
}

class DiffApplier {
public:
    DiffApplier(Draft &draft)
        : m_draft(draft)
    {
    }

    ApplyResult apply(const std::vector<FilePatch> &patches)
    {
        std::vector<Change> changes;
        for (const FilePatch &patch : patches) {
            auto change = resolve(patch);
            if (!change)
                return change.error();
            if (patch.toNothing || (change->moves() && !patch.copies))
                m_leaving.insert(change->from);
            changes.push_back(*change);
        }
        for (const Change &change : changes)
            if (auto refused = apply(change); !refused || *refused)
                return refused;
        return std::nullopt;
    }

private:
    using Resolved = std::expected<Change, Refusal>;

    Resolved resolve(const FilePatch &patch) const
    {
        Change change{&patch, patch.renamedFrom, patch.renamedTo};
        if (change.moves() != !patch.renamedTo.isEmpty() || (change.moves() && patch.toNothing)
            || (change.moves() && patch.fromNothing) || (patch.fromNothing && patch.toNothing))
            return std::unexpected(
                refusal(patch, u"does-not-apply"_s, u"its header contradicts itself"_s));
        if (!change.moves())
            if (auto refused = resolvePaths(patch, change))
                return std::unexpected(std::move(*refused));
        for (const QString &path : {change.from, change.to})
            if (!path.isEmpty())
                if (auto refused = refusedName(path))
                    return std::unexpected(refusal(patch, refused->code, refused->message));
        return change;
    }

    /// With or without "a/" and "b/": both ways are in use, so what is there decides.
    std::optional<Refusal> resolvePaths(const FilePatch &patch, Change &change) const
    {
        const QString before = cleaned(patch.oldPath);
        const QString after = cleaned(patch.newPath);
        const QString bareBefore = cleaned(withoutPrefix(before));
        const QString bareAfter = cleaned(withoutPrefix(after));
        if (patch.fromNothing) {
            change.to = bareAfter;
            return named(patch, change.to);
        }
        if (patch.toNothing) {
            change.from = present(before, bareBefore, true);
            return named(patch, change.from);
        }
        if (before.isEmpty() || after.isEmpty())
            return named(patch, {});
        if (before == after) {
            change.from = change.to = present(before, bareBefore, false);
        } else if (bareBefore == bareAfter) {
            change.from = change.to = bareBefore;
        } else {
            // "x.py.orig" and "x.py": the one that is there
            const QString one = present(before, bareBefore, true);
            const QString other = present(after, bareAfter, true);
            if (m_draft.before().files.contains(one) || !m_draft.before().files.contains(other))
                return refusal(patch, u"ambiguous"_s,
                               u"it names two files, '%1' and '%2', and does not say that one is "
                               u"renamed"_s.arg(shown(before), shown(after)));
            change.from = change.to = other;
        }
        return {};
    }

    QString present(const QString &path, const QString &bare, bool bareFirst) const
    {
        const QString first = bareFirst ? bare : path;
        const QString second = bareFirst ? path : bare;
        return !m_draft.has(first) && m_draft.has(second) ? second : first;
    }

    ApplyResult apply(const Change &change)
    {
        const FilePatch &patch = *change.patch;
        if (change.from.isEmpty())
            return create(change);
        // moves do not depend on the order, as in git: they read what was there before
        const bool there = change.moves() ? m_draft.before().files.contains(change.from)
                                          : m_draft.has(change.from);
        if (!there)
            return addsOnly(patch) && !change.to.isEmpty()
                ? create(change)
                : ApplyResult(refusal(patch, u"not-there"_s,
                                      u"the workspace has no file '%1'"_s.arg(shown(change.from))));
        auto before = change.moves() ? m_draft.readBefore(change.from) : m_draft.read(change.from);
        if (!before)
            return std::unexpected(std::move(before.error()));
        const FileMode had = change.moves() ? m_draft.before().files.value(change.from).mode
                                            : m_draft.mode(change.from);
        const auto mode = newMode(patch, had);
        if (!mode)
            return mode.error();
        const auto after = changed(patch, change.from, *before);
        if (!after)
            return after.error();
        if (change.to.isEmpty())
            return remove(change, *before, *after);
        return move(change, *after, *mode);
    }

    ApplyResult create(const Change &change)
    {
        const FilePatch &patch = *change.patch;
        if (m_draft.drafted(change.to)
            || (m_draft.has(change.to) && !m_leaving.contains(change.to)))
            return refusal(patch, u"exists"_s,
                           u"it makes '%1', which is there already"_s.arg(shown(change.to)));
        const auto mode = modeOf(patch.newMode);
        if (!mode)
            return refusal(patch, u"bad-mode"_s, mode.error());
        const auto after = changed(patch, change.to, {});
        if (!after)
            return after.error();
        m_draft.write(change.to, *after, mode->value_or(FileMode::Regular));
        return std::nullopt;
    }

    ApplyResult remove(const Change &change, const QByteArray &before, const QByteArray &after)
    {
        if (m_draft.drafted(change.from))
            return refusal(
                *change.patch, u"ambiguous"_s,
                u"it deletes '%1', which the diff changes before"_s.arg(shown(change.from)));
        if (!after.isEmpty())
            return refusal(*change.patch, u"does-not-apply"_s,
                           u"it deletes '%1', but its removed lines are not all of it: %2 of %3 "
                           u"bytes would be left"_s.arg(shown(change.from))
                               .arg(after.size())
                               .arg(before.size()));
        m_draft.remove(change.from);
        return std::nullopt;
    }

    ApplyResult move(const Change &change, const QByteArray &after, FileMode mode)
    {
        const FilePatch &patch = *change.patch;
        if (change.moves()) {
            if (m_draft.drafted(change.to)
                || (m_draft.has(change.to) && !m_leaving.contains(change.to)))
                return refusal(patch, u"exists"_s,
                               u"it makes '%1', which is there already"_s.arg(shown(change.to)));
            if (m_edited.contains(change.from) && !patch.copies)
                return refusal(
                    patch, u"ambiguous"_s,
                    u"it renames '%1', which the diff changes before"_s.arg(shown(change.from)));
            if (!patch.copies)
                m_draft.remove(change.from);
        } else {
            if (patch.hunks.empty() && !patch.binary && patch.newMode.isEmpty())
                return refusal(patch, u"does-not-apply"_s,
                               u"it names '%1', but no change of it; the diff is cut off"_s.arg(
                                   shown(change.from)));
            m_edited.insert(change.to);
        }
        m_draft.write(change.to, after, mode);
        return std::nullopt;
    }

    std::expected<QByteArray, Refusal> changed(const FilePatch &patch, const QString &path,
                                               const QByteArray &before)
    {
        if (!patch.binary)
            return applyHunks(patch, shown(path), before, m_finder);
        const GitId id = gitId(GitType::Blob, before);
        const QByteArray hex =
            QByteArray(reinterpret_cast<const char *>(id.data()), qsizetype(id.size())).toHex();
        const bool knows = patch.oldId.size() >= 7 && !before.isEmpty();
        if (knows && !hex.startsWith(patch.oldId))
            return std::unexpected(refusal(
                patch, u"does-not-apply"_s,
                u"its binary patch is for other bytes than those of '%1'"_s.arg(shown(path))));
        auto after = applyBinary(*patch.binary, before, m_draft.maxBytes());
        if (!after)
            return std::unexpected(refusal(patch, after.error().code, after.error().message));
        return after;
    }

    /// Nothing for an empty text; a message for what a workspace does not hold.
    static std::expected<std::optional<FileMode>, QString> modeOf(const QString &mode)
    {
        if (mode.isEmpty())
            return std::nullopt;
        if (mode == u"100644"_s || mode == u"100664"_s)
            return FileMode::Regular;
        if (mode == u"100755"_s)
            return FileMode::Executable;
        if (mode == u"120000"_s)
            return FileMode::Symlink;
        return std::unexpected(
            mode == u"160000"_s
                ? u"submodules are not supported"_s
                : u"'%1' is no mode of a file; 100644, 100755 or 120000 expected"_s.arg(
                      shown(mode)));
    }

    /// The mode after a patch of a file that has mode `had`.
    static std::expected<FileMode, Refusal> newMode(const FilePatch &patch, FileMode had)
    {
        const bool link = had == FileMode::Symlink;
        for (const QString &text : {patch.oldMode, patch.indexMode, patch.newMode}) {
            const auto mode = modeOf(text);
            if (!mode)
                return std::unexpected(refusal(patch, u"bad-mode"_s, mode.error()));
            if (*mode && (**mode == FileMode::Symlink) != link)
                return std::unexpected(
                    refusal(patch, u"bad-mode"_s,
                            u"a symlink becomes a file, or a file a symlink, only by deleting the "
                            u"one and making the other"_s));
        }
        if (link && patch.oldMode.isEmpty() && patch.indexMode.isEmpty()
            && (!patch.hunks.empty() || patch.binary))
            return std::unexpected(refusal(patch, u"through-symlink"_s,
                                           u"it changes a symlink as if it were a file"_s));
        return modeOf(patch.newMode)->value_or(had);
    }

    /// A traditional patch may make a file without saying /dev/null: nothing but additions, from
    /// line 0.
    static bool addsOnly(const FilePatch &patch)
    {
        return patch.renamedFrom.isEmpty() && patch.hunks.size() == 1
            && patch.hunks.front().start == 0
            && std::ranges::all_of(patch.hunks.front().lines,
                                   [](const HunkLine &line) { return line.kind == '+'; });
    }

    static QString shown(const QString &path) { return shortened(visibleText(path), 200); }

    static std::optional<Refusal> named(const FilePatch &patch, const QString &path)
    {
        if (!path.isEmpty())
            return {};
        return refusal(patch, u"does-not-apply"_s, u"no file is named in its header"_s);
    }

    static Refusal refusal(const FilePatch &patch, const QString &code, const QString &why)
    {
        return {code, u"the diff at line %1: %2"_s.arg(patch.line).arg(why)};
    }

    Draft &m_draft;
    LineFinder m_finder;
    QSet<QString> m_leaving; ///< deleted or renamed somewhere in the diff
    QSet<QString> m_edited;
};

} // namespace

bool looksLikeDiff(QByteArrayView answer)
{
    return firstDiffLine(splitLines(answer)).has_value()
        || std::ranges::any_of(fencedBlocks(answer), holdsDiff);
}

ApplyResult applyDiff(const QByteArray &answer, const AnswerContext &context, Draft &draft)
{
    const QByteArray diff = diffOf(answer);
    const auto patches = parsePatch(diff, context.targetFile, draft.maxBytes());
    if (!patches)
        return patches.error();
    if (patches->empty())
        return Refusal{u"no-code"_s,
                       u"the answer has no unified diff (\"--- a/FILE\", \"+++ "
                       u"b/FILE\", \"@@ … @@\")"_s};
    return DiffApplier(draft).apply(*patches);
}

} // namespace touchstone
