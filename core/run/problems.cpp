#include "core/run/problems.h"

#include "core/base/schema.h"
#include "core/plugin/registry.h"
#include "core/scenario/packloading.h"
#include "core/scenario/reader.h"

#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// "parse error at line 3, column 5: …"
std::optional<TextSpan> parserPlace(const QString &message, QByteArrayView text)
{
    static const QRegularExpression pattern(u"\\bline (\\d+), column (\\d+)"_s);
    const auto match = pattern.match(message);
    if (!match.hasMatch())
        return std::nullopt;
    qsizetype at = 0;
    for (int line = 1; line < match.captured(1).toInt(); ++line) {
        const qsizetype end = text.indexOf('\n', at);
        if (end < 0)
            break;
        at = end + 1;
    }
    at = std::clamp<qsizetype>(at + match.captured(2).toInt() - 1, 0, text.size());
    // it names what it did not expect: at a line's end that is behind what is missing
    return TextSpan{std::max<qsizetype>(0, at - 1), at};
}

FileProblem problemAt(const QString &message, const QString &pointer, const JsonText &json,
                      QByteArrayView text)
{
    // what should not be there at all is the name rather than the value
    const bool isName = message.startsWith(u"unknown member"_s) && json.keys.contains(pointer);
    const TextSpan span = isName ? json.keys.value(pointer) : json.place(pointer);
    return {message, pointer, lineAt(text, span.begin), span};
}

/// What kind and checks say, once the loader is content.
Result<void> judged(const Scenario &scenario, const Place &place, Registry &registry)
{
    const auto kind = registry.kind(scenario.kind);
    if (!kind)
        return fail(kind.error().code,
                    u"%1: %2"_s.arg(place.at(u"kind"_s).text(), kind.error().message));
    if (auto valid = (*kind)->validate(scenario, place); !valid)
        return valid;
    for (size_t i = 0; i < scenario.turns.back().checks.size(); ++i) {
        const CheckSpec &spec = scenario.turns.back().checks[i];
        const Place at = place.at(u"checks"_s).at(qsizetype(i));
        const auto check = registry.check(spec.type);
        if (!check)
            return fail(check.error().code,
                        u"%1: %2"_s.arg(at.at(u"type"_s).text(), check.error().message));
        if (auto valid = (*check)->validate(scenario, spec, at); !valid)
            return valid;
    }
    return {};
}

Result<void> loaded(const Json &json, const QString &file, Registry &registry)
{
    const Place place{file, {}, 0};
    const QString folder = QFileInfo(file).absolutePath();
    if (QFileInfo(file).fileName() == u"pack.json"_s) {
        if (auto known = checkFormat(json, 1, place); !known)
            return known;
        return validateJson(json, u"pack"_s, place);
    }
    const auto header = headerAround(folder);
    if (!header)
        return std::unexpected(header.error());
    BlobStore blobs;
    const auto scenario =
        readScenario(json, {place, {header->folder, folder}, &header->context, {}}, blobs);
    if (!scenario)
        return std::unexpected(scenario.error());
    return judged(*scenario, place, registry);
}

} // namespace

std::vector<FileProblem> problemsFrom(const QString &message, const QString &file,
                                      QByteArrayView text)
{
    const JsonText json = JsonText::of(text);
    std::vector<FileProblem> problems;
    for (QString line : message.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(file))
            line.remove(0, file.size());
        else if (!problems.empty() && line.startsWith(u' ')) { // goes on with the one before
            problems.back().message += u'\n' + line;
            continue;
        }
        QString pointer;
        if (line.startsWith(u" at /"_s)) {
            const qsizetype end = line.indexOf(u": "_s);
            pointer = line.sliced(4, std::max<qsizetype>(end, 4) - 4);
            pointer = pointer.section(u" (in "_s, 0, 0);
            line.remove(0, std::max<qsizetype>(end, 4));
        }
        if (line.startsWith(u": "_s))
            line.remove(0, 2);
        FileProblem problem = problemAt(line, pointer, json, text);
        if (const auto place = pointer.isEmpty() ? parserPlace(line, text) : std::nullopt) {
            problem.span = *place;
            problem.line = lineAt(text, place->begin);
        }
        problems.push_back(std::move(problem));
    }
    return problems;
}

std::vector<FileProblem> problemsOf(QByteArrayView text, const QString &file, Registry &registry)
{
    const auto json = parseJson(text, {file, {}, 0});
    if (!json)
        return problemsFrom(json.error().message, file, text);
    const auto done = loaded(*json, file, registry);
    return done ? std::vector<FileProblem>() : problemsFrom(done.error().message, file, text);
}

} // namespace touchstone
