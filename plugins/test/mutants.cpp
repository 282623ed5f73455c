#include "mutants.h"

#include "core/base/schema.h"
#include "core/check/evidence.h"
#include "core/workspace/lines.h"

#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace touchstone {

Result<std::vector<Mutant>> parseMutants(const Json &json, const Place &place)
{
    if (auto known = checkFormat(json, 1, place); !known)
        return std::unexpected(std::move(known.error()));
    if (auto fits = validateJson(json, u"mutants"_s, place); !fits)
        return std::unexpected(std::move(fits.error()));
    std::vector<Mutant> mutants;
    QSet<QString> ids;
    const Json &list = memberOr(json, "mutants");
    for (size_t i = 0; i < list.size(); ++i) {
        const Json &item = list[i];
        const Place at = place.at(u"mutants"_s).at(qsizetype(i));
        Mutant mutant{
            stringOr(item, "id"),       stringOr(item, "file"),     int(integerOr(item, "line", 0)),
            stringOr(item, "operator"), stringOr(item, "original"), stringOr(item, "replacement")};
        if (ids.contains(mutant.id))
            return fail(
                ErrorCode::BadInput,
                u"%1: there is another mutant \"%2\""_s.arg(at.at(u"id"_s).text(), mutant.id));
        if (mutant.original == mutant.replacement)
            return fail(ErrorCode::BadInput,
                        u"%1: the mutant \"%2\" changes nothing"_s.arg(
                            at.at(u"replacement"_s).text(), mutant.id));
        ids.insert(mutant.id);
        mutants.push_back(std::move(mutant));
    }
    return mutants;
}

Result<QByteArray> mutated(const QByteArray &text, const Mutant &mutant)
{
    const std::vector<QByteArrayView> lines = splitLines(text);
    const auto invalid = [&](const QString &found) {
        return fail(
            ErrorCode::BadInput,
            u"the mutant '%1' of %2 is invalid: line %3 is expected to be %4, %5 was found"_s
                .arg(mutant.id, mutant.file)
                .arg(mutant.line)
                .arg(quotedLine(mutant.original.toUtf8()), found));
    };
    if (size_t(mutant.line) > lines.size())
        return invalid(u"the end of the file, which has %1 lines,"_s.arg(lines.size()));
    const QByteArrayView line = lines[size_t(mutant.line - 1)];
    const QByteArrayView bare = withoutEnd(line);
    if (bare != mutant.original.toUtf8())
        return invalid(quotedLine(bare));
    const qsizetype at = line.data() - text.constData();
    QByteArray result = text;
    return result.replace(at, bare.size(), mutant.replacement.toUtf8());
}

} // namespace touchstone
