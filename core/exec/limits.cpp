#include "core/exec/limits.h"

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr std::array names{"wall", "cpu", "memory", "processes", "output", "disk", "files"};

/// One member of the JSON form: its key, and how many of the field's own units it counts in.
struct Unit {
    const char *key;
    double perUnit;
    double least; ///< in the key's unit
    double most;
};
constexpr Unit wall{"wall_s", 1000, 0.001, 7 * 86'400.0};
constexpr Unit cpu{"cpu_s", 1000, 0.001, 7 * 86'400.0};
constexpr Unit memory{"memory_mb", double(MiB), 1, 1024.0 * 1024};
constexpr Unit processes{"processes", 1, 1, 100'000};
constexpr Unit output{"output_kb", double(KiB), 0, 1024.0 * 1024};
constexpr Unit disk{"disk_mb", double(MiB), 1, 1024.0 * 1024};
constexpr Unit files{"files", 1, 1, 100'000'000};
constexpr std::array units{wall, cpu, memory, processes, output, disk, files};

QString keyList()
{
    QStringList keys;
    for (const Unit &unit : units)
        keys.append(QString::fromLatin1(unit.key));
    return keys.join(u", "_s);
}

/// The member in the field's own units; the fallback when it is not there.
Result<qint64> readUnit(const Json &json, const Unit &unit, const Place &place, qint64 fallback)
{
    const QString key = QString::fromLatin1(unit.key);
    const auto found = json.find(unit.key);
    if (found == json.end())
        return fallback;
    if (!found->is_number())
        return fail(ErrorCode::BadInput,
                    u"%1: expected a number, found %2"_s.arg(
                        place.at(key).text(), QString::fromLatin1(found->type_name())));
    const double value = found->get<double>();
    const bool isWhole = unit.perUnit > 1 || value == std::floor(value);
    if (!(value >= unit.least && value <= unit.most) || !isWhole)
        return fail(ErrorCode::BadInput,
                    u"%1: found %2, expected a %3 from %4 to %5"_s.arg(place.at(key).text())
                        .arg(value)
                        .arg(unit.perUnit > 1 ? u"number"_s : u"whole number"_s)
                        .arg(unit.least)
                        .arg(unit.most, 0, 'f', 0));
    return qint64(std::llround(value * unit.perUnit));
}

Result<void> refuseUnknown(const Json &json, const Place &place)
{
    if (!json.is_object())
        return fail(ErrorCode::BadInput,
                    u"%1: expected an object of limits, found %2"_s.arg(
                        place.text(), QString::fromLatin1(json.type_name())));
    for (const auto &[key, value] : json.items()) {
        const auto isKnown = [&](const Unit &unit) { return key == unit.key; };
        if (std::ranges::none_of(units, isKnown))
            return fail(ErrorCode::BadInput,
                        u"%1: there is no such limit; expected one of %2"_s.arg(
                            place.at(QString::fromStdString(key)).text(), keyList()));
    }
    return {};
}

/// Whole numbers stay whole in the text.
Json inUnits(qint64 value, const Unit &unit)
{
    const double scaled = double(value) / unit.perUnit;
    if (scaled == std::floor(scaled))
        return qint64(scaled);
    return scaled;
}

} // namespace

QString limitName(LimitKind kind)
{
    return QString::fromLatin1(names.at(size_t(kind)));
}

std::optional<LimitKind> limitFromName(const QString &name)
{
    for (size_t i = 0; i < names.size(); ++i)
        if (name == QLatin1StringView(names[i]))
            return LimitKind(i);
    return {};
}

Result<Limits> parseLimits(const Json &json, const Place &place, const Limits &base)
{
    if (auto known = refuseUnknown(json, place); !known)
        return std::unexpected(known.error());
    Limits limits = base;
    std::optional<Error> failure;
    const auto read = [&](const Unit &unit, qint64 fallback) {
        const auto value = readUnit(json, unit, place, fallback);
        if (!value && !failure)
            failure = value.error();
        return value.value_or(fallback);
    };
    limits.wall = std::chrono::milliseconds(read(wall, base.wall.count()));
    limits.cpu = std::chrono::milliseconds(read(cpu, base.cpu.count()));
    limits.memoryBytes = read(memory, base.memoryBytes);
    limits.processes = int(read(processes, base.processes));
    limits.outputBytes = read(output, base.outputBytes);
    limits.diskBytes = read(disk, base.diskBytes);
    limits.diskFiles = int(read(files, base.diskFiles));
    if (failure)
        return std::unexpected(*failure);
    return limits;
}

Json toJson(const Limits &limits)
{
    return {
        {wall.key, inUnits(limits.wall.count(), wall)},
        {cpu.key, inUnits(limits.cpu.count(), cpu)},
        {memory.key, inUnits(limits.memoryBytes, memory)},
        {processes.key, limits.processes},
        {output.key, inUnits(limits.outputBytes, output)},
        {disk.key, inUnits(limits.diskBytes, disk)},
        {files.key, limits.diskFiles},
    };
}

} // namespace touchstone
