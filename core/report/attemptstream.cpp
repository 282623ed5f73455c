#include "core/report/attemptstream.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace touchstone {

Result<void> forEachAttempt(const RunFile &file, const ReportOptions &options, const QString &agent,
                            const std::function<Result<void>(const AttemptRecord &)> &visit)
{
    Result<void> visited;
    Result<void> damage;
    auto read = file.attempts({{}, agent, options.pass}, [&](const AttemptRecord &record) {
        const auto wanted = options.wanted ? options.wanted(file, record) : true;
        if (wanted && !*wanted)
            return true;
        visited = wanted ? visit(record) : std::unexpected(wanted.error());
        if (visited || visited.error().code != ErrorCode::Corrupt)
            return visited.has_value();
        if (damage)
            damage = std::exchange(visited, {});
        return true;
    });
    if (!visited)
        return visited;
    return read ? damage : read;
}

Result<std::vector<Verdict>> verdictsOf(const RunFile &file, const AttemptRecord &record,
                                        VerdictDetail detail)
{
    auto verdicts = detail == VerdictDetail::Full ? file.verdicts(record.id, record.pass)
                                                  : file.briefVerdicts(record.id, record.pass);
    if (!verdicts)
        return std::unexpected(std::move(verdicts.error())
                                   .within(u"reading the verdicts of attempt %1"_s.arg(record.id)));
    return verdicts;
}

Result<void> withVerdicts(const RunFile &file, const AttemptRecord &record, VerdictDetail detail,
                          const std::function<void(const std::vector<Verdict> &)> &use)
{
    const auto verdicts = verdictsOf(file, record, detail);
    if (!verdicts && verdicts.error().code != ErrorCode::Corrupt)
        return std::unexpected(verdicts.error());
    use(verdicts ? *verdicts : std::vector<Verdict>());
    return verdicts ? Result<void>() : std::unexpected(verdicts.error());
}

Result<AttemptRecord> attemptInPass(const RunFile &file, const QString &id, int pass)
{
    auto record = file.attempt(id);
    if (!record || pass == 0 || record->pass == pass)
        return record;
    bool found = false;
    auto read =
        file.attempts({record->scenario, record->agent, pass}, [&](const AttemptRecord &other) {
            found = other.id == id;
            if (found)
                record = other;
            return !found;
        });
    if (!read)
        return std::unexpected(std::move(read.error()));
    if (!found)
        return fail(ErrorCode::NotFound,
                    u"%1: scoring pass %2 has no attempt %3"_s.arg(file.path()).arg(pass).arg(id));
    return record;
}

QString checkKey(const Verdict &verdict, const QStringList &taken)
{
    QString key = verdict.check;
    if (taken.contains(key))
        key += u"@%1"_s.arg(verdict.turn + 1);
    while (taken.contains(key))
        key += u'\'';
    return key;
}

} // namespace touchstone
