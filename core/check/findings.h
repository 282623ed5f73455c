#pragma once

#include "core/check/analysis.h"
#include "core/check/findingmatch.h"

namespace touchstone {

/// An analyser of a check's language.
struct Analyser {
    const Toolchain &toolchain;
    QString name;
    const ToolAction &action;
};
/// Unsupported where the language has none of that name.
Result<Analyser> analyserOf(const Toolchain &toolchain, const QString &name);

/// The end state as an analyser is shown it: what it is configured by is as in the fixture (changed
/// files put back, added ones removed), then the check's own files laid over it.
struct Shown {
    Manifest before; ///< the fixture
    Manifest after;
    QStringList undone; ///< files of configuration that the answer had changed
};
Shown shownTo(const Analyser &analyser, const CheckInput &input);

/// Files of the language that the answer changed or added, and those that it removed, in order.
QStringList changedFiles(const Toolchain &toolchain, const Manifest &before, const Manifest &after);

/// The texts of some files of a tree; those that are not in it are left out.
Result<QMap<QString, QByteArray>> textsOf(const Manifest &tree, const QStringList &files,
                                          const BlobSource &blobs);

/// What an analyser finds in some files, with their texts, for matchFindings(). Findings elsewhere
/// are left out.
Result<FindingsOf> findingsIn(const Analyser &analyser, const Manifest &tree,
                              const QStringList &files, const CheckInput &input,
                              CheckContext &context);
/// Adds the symbols of those files that differ and have findings in both states; languages without
/// the action "symbols" do without.
Result<void> addSymbols(const Toolchain &toolchain, FindingsOf &before, FindingsOf &after,
                        CheckContext &context);

/// A comment or annotation that silences an analyser.
struct Suppression {
    QString file;
    int line = 0;
    QString text;
    bool operator==(const Suppression &) const = default;
};
/// Those that stand in `after` and did not in `before`, or not as often; in the order of files and
/// lines. `patterns`: see ToolAction::suppressions.
std::vector<Suppression> addedSuppressions(const QMap<QString, QByteArray> &before,
                                           const QMap<QString, QByteArray> &after,
                                           const QStringList &patterns);

/// Whether a rule's name matches one of the wildcards; without any, it does.
bool isRuleOf(const QString &code, const QStringList &wildcards);
/// " (a change of .pylintrc was undone)"; empty where there was none.
QString undoneNote(const QStringList &undone);
/// Places of suppressions, with what is wrong with them.
void addSuppressions(Verdict &verdict, const std::vector<Suppression> &suppressions);

} // namespace touchstone
