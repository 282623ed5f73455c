#include "core/check/verdict.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array statusNames{"passed", "failed", "error", "skipped"};

std::optional<CheckRole> roleFromName(const QString &name)
{
    for (const CheckRole role : {CheckRole::Required, CheckRole::Graded, CheckRole::Informative})
        if (checkRoleName(role) == name)
            return role;
    return std::nullopt;
}

Json evidenceToJson(const Evidence &evidence)
{
    Json json{{"kind", evidence.kind}, {"title", evidence.title}, {"data", evidence.data}};
    if (!evidence.blob.isNull())
        json["blob"] = evidence.blob.hex();
    return json;
}

Result<Evidence> evidenceFromJson(const Json &json, const Place &place)
{
    const Json &data = memberOr(json, "data");
    if (!data.is_object() || stringOr(json, "kind").isEmpty())
        return fail(ErrorCode::BadInput,
                    u"%1: evidence needs a 'kind' and an object 'data'"_s.arg(place.text()));
    Evidence evidence{stringOr(json, "kind"), stringOr(json, "title"), data, {}};
    if (const QString hex = stringOr(json, "blob"); !hex.isEmpty()) {
        const auto blob = Digest::fromHex(hex);
        if (!blob)
            return std::unexpected(Error(blob.error()).within(place.at(u"blob"_s).text()));
        evidence.blob = *blob;
    }
    return evidence;
}

/// What verdictFromJson reads as lists and maps.
Result<void> readDetails(const Json &json, const Place &place, Verdict &verdict)
{
    if (const Json &measures = memberOr(json, "measures"); measures.is_object()) {
        for (const auto &[name, value] : measures.items()) {
            if (!value.is_number())
                return fail(ErrorCode::BadInput,
                            u"%1: a number was expected"_s.arg(
                                place.at(u"measures"_s).at(QString::fromStdString(name)).text()));
            verdict.measures.insert(QString::fromStdString(name), value.get<double>());
        }
    }
    if (const Json &list = memberOr(json, "evidence"); list.is_array()) {
        for (size_t i = 0; i < list.size(); ++i) {
            auto evidence = evidenceFromJson(list[i], place.at(u"evidence"_s).at(qsizetype(i)));
            if (!evidence)
                return std::unexpected(std::move(evidence.error()));
            verdict.evidence.push_back(std::move(*evidence));
        }
    }
    return {};
}

} // namespace

QString verdictStatusName(VerdictStatus status)
{
    return QString::fromLatin1(statusNames.at(size_t(status)));
}

std::optional<VerdictStatus> verdictStatusFromName(const QString &name)
{
    for (size_t i = 0; i < statusNames.size(); ++i)
        if (name == QLatin1StringView(statusNames[i]))
            return VerdictStatus(i);
    return std::nullopt;
}

Verdict Verdict::passed(QString reason)
{
    Verdict verdict;
    verdict.status = VerdictStatus::Passed;
    verdict.score = 1.0;
    verdict.reason = std::move(reason);
    return verdict;
}

Verdict Verdict::failed(QString reason, double score)
{
    Verdict verdict;
    verdict.status = VerdictStatus::Failed;
    verdict.score = score;
    verdict.reason = std::move(reason);
    return verdict;
}

Verdict Verdict::error(const Error &error)
{
    Verdict verdict;
    verdict.status = VerdictStatus::Error;
    verdict.reason = error.text();
    verdict.errorCode = errorCodeName(error.code);
    return verdict;
}

Verdict Verdict::skipped(QString reason)
{
    Verdict verdict;
    verdict.status = VerdictStatus::Skipped;
    verdict.reason = std::move(reason);
    return verdict;
}

Json toJson(const Verdict &verdict)
{
    Json json{
        {"check", verdict.check},
        {"type", verdict.type},
        {"weight", verdict.weight},
        {"role", checkRoleName(verdict.role)},
        {"turn", verdict.turn},
        {"status", verdictStatusName(verdict.status)},
        {"score", verdict.score},
        {"reason", verdict.reason},
        {"measures", verdict.measures},
        {"evidence", Json::array()},
        {"duration_us", verdict.durationUs},
    };
    if (!verdict.errorCode.isEmpty())
        json["error_code"] = verdict.errorCode;
    if (verdict.limit)
        json["limit"] = limitName(*verdict.limit);
    for (const Evidence &evidence : verdict.evidence)
        json["evidence"].push_back(evidenceToJson(evidence));
    return json;
}

Result<Verdict> verdictFromJson(const Json &json, const Place &place)
{
    Verdict verdict;
    const QString statusText = stringOr(json, "status");
    const auto status = verdictStatusFromName(statusText);
    if (!status)
        return fail(ErrorCode::BadInput,
                    u"%1: '%2' is no status; passed, failed, error or skipped was expected"_s.arg(
                        place.at(u"status"_s).text(), statusText));
    const auto role = roleFromName(stringOr(json, "role", u"required"_s));
    if (!role)
        return fail(ErrorCode::BadInput,
                    u"%1: '%2' is no role; required, graded or informative was expected"_s.arg(
                        place.at(u"role"_s).text(), stringOr(json, "role")));
    verdict.check = stringOr(json, "check");
    verdict.type = stringOr(json, "type");
    verdict.role = *role;
    verdict.weight = numberOr(json, "weight", 1.0);
    verdict.turn = int(integerOr(json, "turn", 0));
    verdict.status = *status;
    verdict.score = numberOr(json, "score", 0.0);
    verdict.reason = stringOr(json, "reason");
    verdict.errorCode = stringOr(json, "error_code");
    verdict.durationUs = integerOr(json, "duration_us", 0);
    if (!(verdict.score >= 0.0 && verdict.score <= 1.0))
        return fail(
            ErrorCode::BadInput,
            u"%1: a score from 0 to 1 was expected, not %2"_s.arg(place.at(u"score"_s).text())
                .arg(verdict.score));
    if (const QString limit = stringOr(json, "limit"); !limit.isEmpty()) {
        verdict.limit = limitFromName(limit);
        if (!verdict.limit)
            return fail(ErrorCode::BadInput,
                        u"%1: there is no limit '%2'"_s.arg(place.at(u"limit"_s).text(), limit));
    }
    if (auto read = readDetails(json, place, verdict); !read)
        return std::unexpected(std::move(read.error()));
    return verdict;
}

} // namespace touchstone
