#include "core/check/remembered.h"

using namespace Qt::StringLiterals;

namespace touchstone {

Evidence rememberedEvidence(const QString &type, const QString &title, const Digest &request,
                            Json data)
{
    data["request"] = request.hex();
    return {type, title, std::move(data), {}};
}

Digest rememberedKey(const QString &type, const Digest &request)
{
    return Digest::of(dumpJson(Json::array({"remembered", type, request.hex()})));
}

void recall(const std::vector<Verdict> &verdicts, ResultCache &cache)
{
    for (const Verdict &verdict : verdicts)
        for (const Evidence &evidence : verdict.evidence) {
            const auto request = Digest::fromHex(stringOr(evidence.data, "request"));
            if (evidence.kind != verdict.type || !request)
                continue;
            Json data = evidence.data;
            data.erase("request");
            cache.put(rememberedKey(verdict.type, *request), data);
        }
}

} // namespace touchstone
