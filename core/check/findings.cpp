#include "core/check/findings.h"

#include "core/check/evidence.h"
#include "core/check/linemap.h"
#include "core/workspace/globs.h"

#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qsizetype maxLineLength = 20'000;
constexpr size_t maxShown = 100;

/// What a suppression says: an annotation with its arguments, a comment to its end, else what the
/// pattern matched.
QString suppressionText(const QString &line, const QRegularExpressionMatch &match)
{
    const QString text = match.captured();
    const QString rest = line.mid(match.capturedStart());
    const qsizetype open = rest.indexOf(u'(');
    if (open >= 0 && open <= text.size()) {
        int depth = 0;
        for (qsizetype i = open; i < rest.size(); ++i) {
            depth += rest[i] == u'(' ? 1 : rest[i] == u')' ? -1 : 0;
            if (depth == 0)
                return rest.left(i + 1).simplified();
        }
    }
    const bool isComment = text.contains(u'#') || text.contains(u"//"_s) || text.contains(u"/*"_s);
    return (isComment ? rest : text).simplified();
}

std::vector<Suppression> suppressionsIn(const QMap<QString, QByteArray> &files,
                                        const std::vector<QRegularExpression> &patterns)
{
    std::vector<Suppression> found;
    for (auto file = files.begin(); file != files.end(); ++file) {
        int number = 0;
        for (const QByteArray &bytes : file->split('\n')) {
            ++number;
            const QString line =
                QString::fromUtf8(bytes.first(std::min(bytes.size(), maxLineLength)));
            for (const QRegularExpression &pattern : patterns) {
                const auto match = pattern.match(line);
                if (!match.hasMatch())
                    continue;
                found.push_back({file.key(), number, suppressionText(line, match)});
                break;
            }
        }
    }
    return found;
}

bool isOfLanguage(const QString &path, const Toolchain &toolchain)
{
    return std::ranges::any_of(toolchain.extensions,
                               [&](const QString &end) { return path.endsWith(end); });
}

} // namespace

Result<Analyser> analyserOf(const Toolchain &toolchain, const QString &name)
{
    const auto action = toolchain.actions.constFind(analyserAction(name));
    if (action == toolchain.actions.cend())
        return fail(ErrorCode::Unsupported,
                    u"the toolchain of %1 has no analyser '%2' (it has: %3)"_s.arg(
                        toolchain.title, name, toolchain.analysers().join(u", "_s)));
    return Analyser{toolchain, name, *action};
}

Shown shownTo(const Analyser &analyser, const CheckInput &input)
{
    Shown shown;
    shown.before = laidOver(input.state.fixture, input.spec.files);
    shown.after = restored(input.state.workspace, input.state.fixture,
                           analyser.action.configuration, &shown.undone);
    shown.after = laidOver(shown.after, input.spec.files);
    for (const QString &path : input.state.tampered)
        if (matchesAnyGlob(path, analyser.action.configuration))
            shown.undone.append(path);
    shown.undone.removeDuplicates();
    return shown;
}

QStringList changedFiles(const Toolchain &toolchain, const Manifest &before, const Manifest &after)
{
    QStringList changed;
    for (auto it = after.files.begin(); it != after.files.end(); ++it)
        if (isOfLanguage(it.key(), toolchain) && it->mode != FileMode::Symlink
            && before.files.value(it.key()).blob != it->blob)
            changed.append(it.key());
    for (auto it = before.files.begin(); it != before.files.end(); ++it)
        if (isOfLanguage(it.key(), toolchain) && !after.files.contains(it.key()))
            changed.append(it.key());
    changed.sort();
    return changed;
}

Result<QMap<QString, QByteArray>> textsOf(const Manifest &tree, const QStringList &files,
                                          const BlobSource &blobs)
{
    QMap<QString, QByteArray> texts;
    for (const QString &file : files) {
        const auto entry = tree.files.constFind(file);
        if (entry == tree.files.cend() || entry->mode == FileMode::Symlink)
            continue;
        auto bytes = blobs.blob(entry->blob);
        if (!bytes)
            return std::unexpected(std::move(bytes.error()));
        texts.insert(file, std::move(*bytes));
    }
    return texts;
}

Result<FindingsOf> findingsIn(const Analyser &analyser, const Manifest &tree,
                              const QStringList &files, const CheckInput &input,
                              CheckContext &context)
{
    FindingsOf found;
    auto texts = textsOf(tree, files, input.blobs);
    if (!texts)
        return std::unexpected(std::move(texts.error()));
    found.files = std::move(*texts);
    auto findings =
        analyse(analyser.toolchain, analyser.name, tree, found.files.keys(), input, context);
    if (!findings)
        return std::unexpected(std::move(findings.error()));
    std::erase_if(*findings,
                  [&](const Diagnostic &finding) { return !found.files.contains(finding.file); });
    found.findings = std::move(*findings);
    return found;
}

Result<void> addSymbols(const Toolchain &toolchain, FindingsOf &before, FindingsOf &after,
                        CheckContext &context)
{
    if (!toolchain.actions.contains(u"symbols"_s))
        return {};
    const auto has = [](const FindingsOf &state, const QString &file) {
        return std::ranges::any_of(state.findings,
                                   [&](const Diagnostic &d) { return d.file == file; });
    };
    for (FindingsOf *state : {&before, &after}) {
        for (auto file = state->files.begin(); file != state->files.end(); ++file) {
            const FindingsOf &other = state == &before ? after : before;
            if (!has(*state, file.key()) || other.files.value(file.key()) == *file)
                continue;
            auto symbols = symbolsOf(*file, file.key(), toolchain, context.executor, context.cache,
                                     context.stop);
            if (!symbols)
                return std::unexpected(std::move(symbols.error()));
            if (*symbols)
                state->symbols.insert(file.key(), std::move(**symbols));
        }
    }
    return {};
}

std::vector<Suppression> addedSuppressions(const QMap<QString, QByteArray> &before,
                                           const QMap<QString, QByteArray> &after,
                                           const QStringList &patterns)
{
    std::vector<QRegularExpression> compiled;
    for (const QString &pattern : patterns)
        compiled.emplace_back(pattern);
    QMap<QString, int> there;
    for (const Suppression &suppression : suppressionsIn(before, compiled))
        ++there[suppression.text];
    const std::vector<Suppression> now = suppressionsIn(after, compiled);
    QMap<QString, LineMap> maps;
    const auto isUnchanged = [&](const Suppression &suppression) {
        if (!before.contains(suppression.file))
            return false;
        auto map = maps.find(suppression.file);
        if (map == maps.end())
            map = maps.insert(suppression.file,
                              LineMap(comparableLines(before.value(suppression.file)),
                                      comparableLines(after.value(suppression.file))));
        return map->before(suppression.line) > 0;
    };
    // Lines that the answer left alone use up what was there; then come the others.
    std::vector<bool> known(now.size());
    for (const bool unchanged : {true, false})
        for (size_t i = 0; i < now.size(); ++i)
            if (!known[i] && isUnchanged(now[i]) == unchanged && there.value(now[i].text) > 0) {
                --there[now[i].text];
                known[i] = true;
            }
    std::vector<Suppression> added;
    for (size_t i = 0; i < now.size(); ++i)
        if (!known[i])
            added.push_back(now[i]);
    return added;
}

bool isRuleOf(const QString &code, const QStringList &wildcards)
{
    return wildcards.isEmpty() || std::ranges::any_of(wildcards, [&](const QString &wildcard) {
               return QRegularExpression::fromWildcard(
                          wildcard, Qt::CaseSensitive,
                          QRegularExpression::NonPathWildcardConversion)
                   .match(code)
                   .hasMatch();
           });
}

QString undoneNote(const QStringList &undone)
{
    if (undone.isEmpty())
        return {};
    return u" ("_s
        + oneLine(u"a change of the configuration was undone: %1"_s.arg(undone.join(u", "_s)))
        + u')';
}

void addSuppressions(Verdict &verdict, const std::vector<Suppression> &suppressions)
{
    for (size_t i = 0; i < suppressions.size() && i < maxShown; ++i)
        verdict.evidence.push_back(
            placeEvidence(suppressions[i].file, suppressions[i].line, 0,
                          u"silences the analyser: %1"_s.arg(oneLine(suppressions[i].text))));
}

} // namespace touchstone
