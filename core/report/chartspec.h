#pragma once

#include "core/base/json.h"

namespace touchstone {

enum class ChartKind { PassRate, Budget, Distribution, Trend };
enum class ChartBy { Agent, Kind, Language, Difficulty, Tag };
enum class ChartX { Time, AgentTime, Steps, Tokens, Cost, Score };
enum class ChartOf { Scenarios, Attempts };
enum class ChartShape { Histogram, Cumulative };
enum class ChartScale { Auto, Linear, Log };
enum class ChartTheme { Light, Dark };

/// The names in JSON: "pass-rate", "agent-time", …
QString chartName(ChartKind kind);
QString chartName(ChartBy by);
QString chartName(ChartX x);
QString chartName(ChartOf of);
QString chartName(ChartShape shape);
QString chartName(ChartScale scale);
QString chartName(ChartTheme theme);

/// What a figure shows: resources/schemas/chart.schema.json says what each member means.
struct ChartSpec {
    ChartKind kind = ChartKind::PassRate;
    QString title;
    QString filter;
    QStringList agents; ///< in this order; empty: all
    QMap<QString, QString> labels; ///< names of agents, runs and groups to what is shown for them
    ChartBy by = ChartBy::Agent;
    ChartX x = ChartX::Time;
    ChartOf of = ChartOf::Scenarios;
    ChartShape shape = ChartShape::Histogram;
    int bins = 0; ///< 0: as many as the data bears
    ChartScale scale = ChartScale::Auto;
    int pass = 0; ///< 0: the latest of each attempt
    double widthMm = 160.0;
    double heightMm = 100.0;
    int dpi = 200; ///< of a PNG
    ChartTheme theme = ChartTheme::Light;
    bool operator==(const ChartSpec &) const = default;
};

/// Without what is as it is by default or says nothing of this kind of chart.
Json toJson(const ChartSpec &spec);
/// Validated against the schema; a filter that can't be read and an x that the kind has no use for
/// are refused with their place.
Result<ChartSpec> parseChartSpec(const Json &json, const Place &place);
Result<ChartSpec> readChartSpec(const QString &path);

} // namespace touchstone
