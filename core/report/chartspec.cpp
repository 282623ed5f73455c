#include "core/report/chartspec.h"

#include "core/base/schema.h"
#include "core/scenario/filter.h"

#include <QtCore/QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr int chartFormat = 1; // as in resources/schemas/chart.schema.json

template <typename Value, size_t count> struct Names {
    std::array<const char *, count> names; ///< in the enumeration's order

    [[nodiscard]] QString of(Value value) const
    {
        return QString::fromLatin1(names.at(size_t(value)));
    }
    /// The schema has seen to it that the name, if there is one, is one of these.
    void read(const Json &json, const char *key, Value &into) const
    {
        const QString name = stringOr(json, key);
        for (size_t i = 0; i < count; ++i)
            if (name == QLatin1StringView(names.at(i)))
                into = Value(i);
    }
};

constexpr Names<ChartKind, 4> kinds{{"pass-rate", "budget", "distribution", "trend"}};
constexpr Names<ChartBy, 5> bys{{"agent", "kind", "language", "difficulty", "tag"}};
constexpr Names<ChartX, 6> xs{{"time", "agent-time", "steps", "tokens", "cost", "score"}};
constexpr Names<ChartOf, 2> ofs{{"scenarios", "attempts"}};
constexpr Names<ChartShape, 2> shapes{{"histogram", "cumulative"}};
constexpr Names<ChartScale, 3> scales{{"auto", "linear", "log"}};
constexpr Names<ChartTheme, 2> themes{{"light", "dark"}};

Json sizeJson(const ChartSpec &spec)
{
    const ChartSpec plain;
    Json size = Json::object();
    if (spec.widthMm != plain.widthMm)
        size["width_mm"] = spec.widthMm;
    if (spec.heightMm != plain.heightMm)
        size["height_mm"] = spec.heightMm;
    if (spec.dpi != plain.dpi)
        size["dpi"] = spec.dpi;
    return size;
}

/// Members that only say something of this kind of chart.
void addKindMembers(const ChartSpec &spec, Json &json)
{
    const bool hasX = spec.kind == ChartKind::Budget || spec.kind == ChartKind::Distribution;
    if (!hasX) {
        json["by"] = chartName(spec.by);
        return;
    }
    json["x"] = chartName(spec.x);
    if (spec.scale != ChartScale::Auto)
        json["scale"] = chartName(spec.scale);
    if (spec.kind == ChartKind::Budget && spec.of != ChartOf::Scenarios)
        json["of"] = chartName(spec.of);
    if (spec.kind == ChartKind::Distribution) {
        json["shape"] = chartName(spec.shape);
        if (spec.bins > 0)
            json["bins"] = spec.bins;
    }
}

/// What the schema can't say.
Result<void> checkSpec(const ChartSpec &spec, const Place &place)
{
    if (auto filter = Filter::parse(spec.filter); !filter)
        return std::unexpected(
            std::move(filter.error()).within(u"reading %1"_s.arg(place.at(u"filter"_s).text())));
    if (spec.kind == ChartKind::Budget && spec.x == ChartX::Score)
        return fail(ErrorCode::BadInput,
                    u"%1: found \"score\", which is no budget; expected \"time\", \"agent-time\", "
                    "\"steps\", \"tokens\" or \"cost\""_s.arg(place.at(u"x"_s).text()));
    return {};
}

} // namespace

QString chartName(ChartKind kind)
{
    return kinds.of(kind);
}

QString chartName(ChartBy by)
{
    return bys.of(by);
}

QString chartName(ChartX x)
{
    return xs.of(x);
}

QString chartName(ChartOf of)
{
    return ofs.of(of);
}

QString chartName(ChartShape shape)
{
    return shapes.of(shape);
}

QString chartName(ChartScale scale)
{
    return scales.of(scale);
}

QString chartName(ChartTheme theme)
{
    return themes.of(theme);
}

Json toJson(const ChartSpec &spec)
{
    Json json{{"format", chartFormat}, {"kind", chartName(spec.kind)}};
    if (!spec.title.isEmpty())
        json["title"] = spec.title;
    if (!spec.filter.isEmpty())
        json["filter"] = spec.filter;
    if (!spec.agents.isEmpty())
        json["agents"] = spec.agents;
    if (!spec.labels.isEmpty())
        json["labels"] = spec.labels;
    addKindMembers(spec, json);
    if (spec.pass > 0)
        json["pass"] = spec.pass;
    if (Json size = sizeJson(spec); !size.empty())
        json["size"] = std::move(size);
    if (spec.theme != ChartTheme::Light)
        json["theme"] = chartName(spec.theme);
    return json;
}

Result<ChartSpec> parseChartSpec(const Json &json, const Place &place)
{
    if (auto known = checkFormat(json, chartFormat, place); !known)
        return std::unexpected(std::move(known.error()));
    if (auto valid = validateJson(json, u"chart"_s, place); !valid)
        return std::unexpected(std::move(valid.error()));
    ChartSpec spec;
    kinds.read(json, "kind", spec.kind);
    bys.read(json, "by", spec.by);
    xs.read(json, "x", spec.x);
    ofs.read(json, "of", spec.of);
    shapes.read(json, "shape", spec.shape);
    scales.read(json, "scale", spec.scale);
    themes.read(json, "theme", spec.theme);
    spec.title = stringOr(json, "title");
    spec.filter = stringOr(json, "filter");
    spec.agents = stringsOr(json, "agents");
    spec.agents.removeDuplicates();
    for (const auto &[name, label] : memberOr(json, "labels").items())
        spec.labels.insert(QString::fromStdString(name), label.get<QString>());
    spec.bins = int(integerOr(json, "bins", spec.bins));
    spec.pass = int(integerOr(json, "pass", spec.pass));
    const Json &size = memberOr(json, "size");
    spec.widthMm = numberOr(size, "width_mm", spec.widthMm);
    spec.heightMm = numberOr(size, "height_mm", spec.heightMm);
    spec.dpi = int(integerOr(size, "dpi", spec.dpi));
    if (auto good = checkSpec(spec, place); !good)
        return std::unexpected(std::move(good.error()));
    return spec;
}

Result<ChartSpec> readChartSpec(const QString &path)
{
    if (!QFileInfo::exists(path))
        return fail(ErrorCode::NotFound, u"there is no file %1"_s.arg(path));
    const auto json = readJson(path, 1 << 20);
    return json ? parseChartSpec(*json, {path, {}, 0}) : std::unexpected(json.error());
}

} // namespace touchstone
