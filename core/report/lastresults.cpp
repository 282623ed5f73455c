#include "core/report/lastresults.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

int urgency(const AttemptRecord &record)
{
    return record.outcome == Outcome::Error ? 2 : record.outcome == Outcome::Failed ? 1 : 0;
}

} // namespace

QString scenarioKey(const QString &pack, const QString &scenario)
{
    return pack + u'\n' + scenario;
}

ScenarioResults lastResults(const QStringList &runs, const std::atomic<bool> &stopped)
{
    ScenarioResults all;
    for (const QString &path : runs) {
        const auto file = RunFile::open(path, RunFile::Mode::Read);
        if (!file)
            continue;
        ScenarioResults here;
        QHash<QString, int> urgencies;
        const auto read = (*file)->attempts({}, [&](const AttemptRecord &record) {
            const QString key = scenarioKey(record.pack, record.scenario);
            if (all.contains(key))
                return !stopped;
            ScenarioResult &result = here[key];
            result.run = path;
            result.counts.add(record);
            if (result.attempt.isEmpty() || urgency(record) > urgencies.value(key)) {
                result.attempt = record.id;
                urgencies.insert(key, urgency(record));
            }
            return !stopped;
        });
        if (stopped)
            break;
        if (read)
            all.insert(here);
    }
    return all;
}

ResultMark markOf(const OutcomeCounts &counts)
{
    if (counts.errors > 0)
        return {u"!"_s, u"warn"_s, u"%1 of %2 in error"_s.arg(counts.errors).arg(counts.attempts)};
    const int counted = counts.passed + counts.failed;
    const QString text = u"%1 of %2 passed"_s.arg(counts.passed).arg(counted);
    if (counted == 0)
        return {u"–"_s, u"neutral"_s, counts.unsupported > 0 ? u"unsupported"_s : u"left out"_s};
    if (counts.passed == counted)
        return {u"✓"_s, u"good"_s, text};
    return counts.passed == 0 ? ResultMark{u"✗"_s, u"bad"_s, text}
                              : ResultMark{u"◐"_s, u"warn"_s, text};
}

} // namespace touchstone
