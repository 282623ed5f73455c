#include "core/check/filescheck.h"

#include "core/check/evidence.h"
#include "core/workspace/globs.h"

#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What was found, condition by condition.
struct Findings {
    int held = 0;
    std::vector<QStringList> rows; ///< of what does not hold: file, reason
    std::vector<Evidence> evidence;

    [[nodiscard]] size_t counted() const { return size_t(held) + rows.size(); }
    void note(bool holds, const QString &file, const QString &otherwise)
    {
        if (holds)
            ++held;
        else
            rows.push_back({file, otherwise});
    }
};

QRegularExpression pattern(const QString &text)
{
    return QRegularExpression(text, QRegularExpression::MultilineOption);
}

/// Whether the pattern is found; a pattern that takes too long on this text counts as an error of
/// the check's, not of the answer's.
Result<bool> found(const QString &text, const QByteArray &content)
{
    const auto match = pattern(text).match(QString::fromUtf8(content));
    if (!match.isValid())
        return fail(ErrorCode::BadInput, u"the pattern '%1' can't be used"_s.arg(oneLine(text)));
    return match.hasMatch();
}

Result<void> judgeContent(const QString &path, const Json &wanted, const QByteArray &content,
                          Findings &findings)
{
    if (const Json &equals = memberOr(wanted, "equals"); equals.is_string()) {
        const QByteArray expected = QByteArray::fromStdString(equals.get<std::string>());
        findings.note(expected == content, path, u"its content is not the one expected"_s);
        if (expected != content)
            findings.evidence.push_back(diffEvidence(path, expected, content));
    }
    for (const auto &[key, wantMatch] : {std::pair("matches", true), std::pair("lacks", false)}) {
        const Json &regex = memberOr(wanted, key);
        if (!regex.is_string())
            continue;
        const auto matched = found(regex.get<QString>(), content);
        if (!matched)
            return std::unexpected(matched.error());
        findings.note(*matched == wantMatch, path,
                      (wantMatch ? u"does not match '%1'"_s : u"matches '%1'"_s)
                          .arg(oneLine(regex.get<QString>())));
    }
    return {};
}

Result<void> judgeFile(const QString &path, const Json &wanted, const CheckInput &input,
                       Findings &findings)
{
    const auto &files = input.state.workspace.files;
    const auto file = files.constFind(path);
    const bool wantThere = boolOr(wanted, "exists", true);
    if (file == files.cend() || !wantThere) {
        findings.note((file != files.cend()) == wantThere, path,
                      wantThere ? u"is missing"_s : u"is still there"_s);
        return {};
    }
    const size_t before = findings.counted();
    if (boolOr(wanted, "unchanged", false))
        findings.note(input.state.fixture.files.value(path) == *file, path, u"was changed"_s);
    if (wanted.contains("executable"))
        findings.note((file->mode == FileMode::Executable) == boolOr(wanted, "executable", true),
                      path, u"has other permissions to execute than expected"_s);
    const auto content = input.blobs.blob(file->blob);
    if (!content)
        return std::unexpected(content.error());
    if (auto judged = judgeContent(path, wanted, *content, findings); !judged)
        return judged;
    if (before == findings.counted()) // that it is there was all that was asked
        findings.note(true, path, {});
    return {};
}

/// Files that differ from the fixture.
QStringList changedFiles(const Manifest &before, const Manifest &after)
{
    QStringList changed;
    for (auto it = before.files.begin(); it != before.files.end(); ++it)
        if (const auto now = after.files.constFind(it.key());
            now == after.files.cend() || *now != *it)
            changed.append(it.key());
    for (auto it = after.files.begin(); it != after.files.end(); ++it)
        if (!before.files.contains(it.key()))
            changed.append(it.key());
    return changed;
}

void judgeChanges(const CheckInput &input, Findings &findings)
{
    const Json &parameters = input.spec.parameters;
    const QStringList changed = changedFiles(input.state.fixture, input.state.workspace);
    for (const QString &glob : stringsOr(parameters, "unchanged")) {
        QStringList touched = input.state.tampered + changed;
        touched.removeDuplicates();
        touched.removeIf([&](const QString &path) { return !matchesGlob(path, glob); });
        findings.note(touched.isEmpty(), touched.value(0),
                      u"was changed (%1 must not be)"_s.arg(glob));
    }
    if (const QStringList allowed = stringsOr(parameters, "only_changed"); !allowed.isEmpty()) {
        QStringList others = changed;
        others.removeIf([&](const QString &path) { return matchesAnyGlob(path, allowed); });
        findings.note(others.isEmpty(), others.value(0),
                      u"was changed (only %1 may be)"_s.arg(allowed.join(u", "_s)));
    }
}

} // namespace

QString FilesCheck::type() const
{
    return u"files"_s;
}

QString FilesCheck::summary() const
{
    return u"files are there or not, equal a text, match a pattern, or are unchanged"_s;
}

Result<void> FilesCheck::validate(const Scenario &, const CheckSpec &spec, const Place &place) const
{
    const Json &expected = memberOr(spec.parameters, "files_expected");
    if (!expected.is_object() && stringsOr(spec.parameters, "unchanged").isEmpty()
        && stringsOr(spec.parameters, "only_changed").isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: a files check needs files_expected, unchanged or only_changed"_s.arg(
                        place.text()));
    if (!expected.is_object())
        return {};
    for (const auto &[path, wanted] : expected.items()) {
        for (const char *key : {"matches", "lacks"}) {
            const auto regex = pattern(stringOr(wanted, key));
            if (!regex.isValid())
                return fail(ErrorCode::BadInput,
                            u"%1: not a regular expression: %2 at character %3"_s
                                .arg(place.at(u"files_expected"_s)
                                         .at(QString::fromStdString(path))
                                         .at(QString::fromLatin1(key))
                                         .text(),
                                     regex.errorString())
                                .arg(regex.patternErrorOffset() + 1));
        }
    }
    return {};
}

Result<Verdict> FilesCheck::run(const CheckInput &input, CheckContext &) const
{
    Findings findings;
    if (const Json &expected = memberOr(input.spec.parameters, "files_expected");
        expected.is_object()) {
        for (const auto &[path, wanted] : expected.items())
            if (auto judged = judgeFile(QString::fromStdString(path), wanted, input, findings);
                !judged)
                return std::unexpected(std::move(judged.error()));
    }
    judgeChanges(input, findings);
    const auto total = double(findings.counted());
    if (findings.rows.empty())
        return Verdict::passed(u"%1 conditions hold"_s.arg(findings.held));
    const QStringList &first = findings.rows.front();
    Verdict verdict =
        Verdict::failed(oneLine(u"'%1' %2"_s.arg(first[0], first[1])), findings.held / total);
    verdict.measures[u"files.conditions"_s] = total;
    verdict.measures[u"files.held"_s] = findings.held;
    verdict.evidence.push_back(tableEvidence(u"Conditions that do not hold"_s,
                                             {u"file"_s, u"what is wrong"_s}, findings.rows));
    for (size_t i = 0; i < findings.evidence.size() && i < 10; ++i)
        verdict.evidence.push_back(findings.evidence[i]);
    return verdict;
}

} // namespace touchstone
