#include "core/report/baseline.h"

#include "core/base/schema.h"
#include "core/run/runfile.h"

#include <QtCore/QFileInfo>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

BaselineEntry entryFrom(const Json &json)
{
    return {stringOr(json, "agent"),           stringOr(json, "pack"),
            stringOr(json, "scenario"),        int(integerOr(json, "attempts", 0)),
            int(integerOr(json, "passes", 0)), int(integerOr(json, "errors", 0)),
            numberOr(json, "score", 0.0)};
}

auto keyOf(const BaselineEntry &entry)
{
    return std::tie(entry.agent, entry.pack, entry.scenario);
}

Result<void> checkEntry(const BaselineEntry &entry, const Place &place)
{
    if (entry.passes + entry.errors > entry.attempts)
        return fail(
            ErrorCode::BadInput,
            u"%1: found %2 passes and %3 errors of %4 attempts, expected no more than these"_s
                .arg(place.text())
                .arg(entry.passes)
                .arg(entry.errors)
                .arg(entry.attempts));
    return {};
}

Result<std::vector<BaselineEntry>> readEntries(const Json &list, const Place &place)
{
    std::vector<BaselineEntry> entries;
    for (size_t i = 0; i < list.size(); ++i) {
        entries.push_back(entryFrom(list[i]));
        if (auto fits = checkEntry(entries.back(), place.at(qsizetype(i))); !fits)
            return std::unexpected(std::move(fits.error()));
    }
    std::ranges::sort(entries, {}, keyOf);
    const auto twice = std::ranges::adjacent_find(entries, {}, keyOf);
    if (twice != entries.end())
        return fail(
            ErrorCode::BadInput,
            u"%1: found two entries of scenario '%2' of '%3' under agent '%4', expected one"_s.arg(
                place.text(), twice->scenario, twice->pack, twice->agent));
    return entries;
}

Result<std::vector<Quarantine>> readQuarantine(const Json &list, const Place &place)
{
    std::vector<Quarantine> quarantine;
    for (size_t i = 0; i < list.size(); ++i) {
        const QString until = stringOr(list[i], "until");
        quarantine.push_back({stringOr(list[i], "pack"), stringOr(list[i], "scenario"),
                              stringOr(list[i], "reason"), QDate::fromString(until, Qt::ISODate)});
        if (!quarantine.back().until.isValid())
            return fail(ErrorCode::BadInput,
                        u"%1: found '%2', expected a date such as 2027-01-31"_s.arg(
                            place.at(qsizetype(i)).at(u"until"_s).text(), until));
    }
    return quarantine;
}

/// What is known of one entry while a run is read.
struct Tally {
    BaselineEntry entry;
    double scoreSum = 0.0;

    void add(const AttemptRecord &record)
    {
        ++entry.attempts;
        if (record.outcome == Outcome::Error || record.outcome == Outcome::Unsupported) {
            ++entry.errors;
            return;
        }
        entry.passes += record.outcome == Outcome::Passed && !record.leftOut ? 1 : 0;
        scoreSum += record.score;
    }
};

} // namespace

double BaselineEntry::rate() const
{
    return counted() > 0 ? double(passes) / counted() : std::numeric_limits<double>::quiet_NaN();
}

const Quarantine *Baseline::quarantined(const QString &pack, const QString &scenario) const
{
    const auto found = std::ranges::find_if(quarantine, [&](const Quarantine &item) {
        return item.pack == pack && item.scenario == scenario;
    });
    return found == quarantine.end() ? nullptr : &*found;
}

Result<Baseline> readBaseline(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return fail(
            ErrorCode::NotFound,
            u"%1: there is no such file; `touchstone baseline accept` makes one"_s.arg(path));
    const auto json = readJson(path);
    if (!json)
        return std::unexpected(json.error());
    const Place place{path, {}, 0};
    if (auto known = checkFormat(*json, 1, place); !known)
        return std::unexpected(std::move(known.error()));
    if (auto fits = validateJson(*json, u"baseline"_s, place); !fits)
        return std::unexpected(std::move(fits.error()));
    auto entries = readEntries(memberOr(*json, "scenarios"), place.at(u"scenarios"_s));
    if (!entries)
        return std::unexpected(std::move(entries.error()));
    auto quarantine = readQuarantine(memberOr(*json, "quarantine"), place.at(u"quarantine"_s));
    if (!quarantine)
        return std::unexpected(std::move(quarantine.error()));
    return Baseline{stringOr(*json, "run"), stringOr(*json, "touchstone"), std::move(*entries),
                    std::move(*quarantine)};
}

QByteArray baselineText(const Baseline &baseline)
{
    // Ordered, and an entry a line: for people who review a change of it.
    const auto lines = [](const std::vector<nlohmann::ordered_json> &items) {
        QByteArrayList list;
        for (const nlohmann::ordered_json &item : items)
            list.append("    " + QByteArray::fromStdString(item.dump()));
        return list.isEmpty() ? QByteArray("[]") : "[\n" + list.join(",\n") + "\n  ]";
    };
    const auto text = [](const QString &value) {
        return QByteArray::fromStdString(Json(value).dump());
    };
    std::vector<nlohmann::ordered_json> entries;
    for (const BaselineEntry &entry : baseline.entries)
        entries.push_back({{"agent", entry.agent.toStdString()},
                           {"pack", entry.pack.toStdString()},
                           {"scenario", entry.scenario.toStdString()},
                           {"attempts", entry.attempts},
                           {"passes", entry.passes},
                           {"errors", entry.errors},
                           {"score", std::round(entry.score * 1e6) / 1e6}});
    std::vector<nlohmann::ordered_json> quarantine;
    for (const Quarantine &item : baseline.quarantine)
        quarantine.push_back({{"pack", item.pack.toStdString()},
                              {"scenario", item.scenario.toStdString()},
                              {"reason", item.reason.toStdString()},
                              {"until", item.until.toString(Qt::ISODate).toStdString()}});
    return "{\n  \"format\": 1,\n  \"run\": " + text(baseline.run) + ",\n  \"touchstone\": "
        + text(baseline.touchstone) + ",\n  \"quarantine\": " + lines(quarantine)
        + ",\n  \"scenarios\": " + lines(entries) + "\n}\n";
}

Result<Baseline> baselineOf(const RunFile &file)
{
    const auto manifest = file.manifest();
    if (!manifest)
        return std::unexpected(manifest.error());
    std::map<QStringList, Tally> tallies;
    const auto read = file.attempts({}, [&](const AttemptRecord &record) {
        if (record.retry != 0)
            return true;
        Tally &tally = tallies[{record.agent, record.pack, record.scenario}];
        tally.entry.agent = record.agent;
        tally.entry.pack = record.pack;
        tally.entry.scenario = record.scenario;
        tally.add(record);
        return true;
    });
    if (!read)
        return std::unexpected(read.error());
    Baseline baseline{manifest->runId, manifest->touchstone, {}, {}};
    for (auto &[key, tally] : tallies) {
        if (tally.entry.counted() > 0)
            tally.entry.score = tally.scoreSum / tally.entry.counted();
        baseline.entries.push_back(tally.entry);
    }
    std::ranges::sort(baseline.entries, {}, keyOf);
    return baseline;
}

} // namespace touchstone
