#include "tableimporter.h"

#include "core/exec/toolchain.h"
#include "core/plugin/rowimport.h"
#include "core/scenario/tablewriter.h"
#include "csvreader.h"
#include "mapping.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

/// What holds for the whole table.
struct Settings {
    Mapping mapping;
    QString language;
    QString file; ///< that an answer changes
    QString form; ///< of an answer
    double wallSeconds = 10;
    bool csv = false;
};

Result<double> wallOf(const ImportRequest &request)
{
    const QString text = optionOr(request, u"wall"_s, u"10"_s);
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !(seconds > 0 && seconds <= 86'400))
        return fail(ErrorCode::BadInput,
                    u"--wall: expected seconds over 0 and up to 86400, found '%1'"_s.arg(text));
    return seconds;
}

Result<QString> fileOf(const QString &language)
{
    const auto toolchains = Toolchains::load();
    if (!toolchains)
        return std::unexpected(toolchains.error());
    const Toolchain *toolchain = toolchains->find(language);
    if (toolchain == nullptr)
        return fail(ErrorCode::BadInput,
                    u"--language: there is no language '%1'; there are %2"_s.arg(
                        language, toolchains->all().keys().join(u", "_s)));
    return u"solution"_s + toolchain->extensions.value(0);
}

Result<bool> isCsv(const ImportRequest &request)
{
    const QString suffix = QFileInfo(request.input).suffix().toLower();
    const QString format = optionOr(request, u"format"_s, suffix);
    if (format == "csv"_L1)
        return true;
    if (format == "jsonl"_L1 || format == "ndjson"_L1)
        return false;
    return fail(ErrorCode::BadInput,
                u"%1 ends neither in .csv nor in .jsonl; say --format csv or --format jsonl"_s.arg(
                    request.input));
}

Result<Settings> settingsOf(const ImportRequest &request)
{
    auto mapping = Mapping::parse(request.options.value(u"map"_s));
    if (!mapping)
        return std::unexpected(std::move(mapping.error()));
    const auto csv = isCsv(request);
    if (!csv)
        return std::unexpected(csv.error());
    const auto wall = wallOf(request);
    if (!wall)
        return std::unexpected(wall.error());
    const QString language = optionOr(request, u"language"_s, u"python"_s);
    const auto file = fileOf(language);
    if (!file)
        return std::unexpected(file.error());
    const QString form =
        optionOr(request, u"answer"_s, mapping->has(u"prompt"_s) ? u"completion"_s : u"auto"_s);
    return Settings{std::move(*mapping), language, *file, form, *wall, *csv};
}

/// A program that is the answer's file and the row's test; or what the file prints.
Json checkOf(const Settings &settings)
{
    if (settings.mapping.has(u"output"_s)) {
        Json check{
            {"id", "output"}, {"type", "output"}, {"match", "trimmed"}, {"stdout", "{{output}}"}};
        if (settings.mapping.has(u"input"_s))
            check["stdin"] = "{{input}}";
        return check;
    }
    const bool named = settings.mapping.has(u"entry_point"_s);
    return {{"id", "tests"},
            {"type", "program"},
            {"mode", settings.language == "python"_L1 ? "parity" : "exit"},
            {"parts",
             {{{"workspace", settings.file}},
              {{"text", named ? "\n{{test}}\ncheck({{entry_point}})" : "\n{{test}}\n"}}}}};
}

Json scenarioTemplate(const Settings &settings)
{
    const auto has = [&](const QString &field) { return settings.mapping.has(field); };
    Json scenario{{"format", 1},
                  {"id", "{{id}}"},
                  {"kind", "generate"},
                  {"language", settings.language},
                  {"target", {{"file", settings.file}}},
                  {"answer", {{"form", settings.form}}},
                  {"limits", {{"wall_s", settings.wallSeconds}, {"cpu_s", settings.wallSeconds}}},
                  {"checks", {checkOf(settings)}}};
    scenario["instruction"] = has(u"instruction"_s)
        ? Json("{{instruction}}")
        : Json(u"Complete `%1`, which begins like this.\n\n{{prompt}}"_s.arg(settings.file));
    if (has(u"prompt"_s))
        scenario["workspace"] = {{"files", {{settings.file.toStdString(), "{{prompt}}"}}}};
    if (has(u"reference"_s))
        scenario["reference"] = {{"text", "{{reference}}"}};
    for (const char *field : {"title", "difficulty", "tags"})
        if (has(QLatin1StringView(field)))
            scenario[field] = std::string("{{") + field + "}}";
    return scenario;
}

Json packOf(const ImportRequest &request, const Settings &settings)
{
    Json pack{{"title", QFileInfo(request.input).completeBaseName()},
              {"source", optionOr(request, u"source"_s, QFileInfo(request.input).fileName())},
              {"template", scenarioTemplate(settings)}};
    if (const QString licence = optionOr(request, u"licence"_s, {}); !licence.isEmpty())
        pack["licence"] = licence;
    return pack;
}

} // namespace

QString TableImporter::id() const
{
    return u"table"_s;
}

QString TableImporter::summary() const
{
    return u"CSV or JSON lines, with a mapping of columns"_s;
}

std::vector<ImportOption> TableImporter::options() const
{
    return {
        {u"map"_s,
         u"FIELD=COLUMN, once for each field: %1"_s.arg(Mapping::fields()),
         {},
         true,
         true},
        {u"language"_s, u"Of the answers (default: python)"_s, {}, false, false},
        {u"answer"_s,
         u"What an answer is (default: completion where prompt is mapped, else auto)"_s,
         {u"auto"_s, u"completion"_s, u"fenced"_s, u"file"_s},
         false,
         false},
        {u"wall"_s, u"Seconds that a row may take (default: 10)"_s, {}, false, false},
        {u"format"_s,
         u"Of the input (default: by its suffix)"_s,
         {u"csv"_s, u"jsonl"_s},
         false,
         false},
        {u"source"_s, u"Where the table comes from (default: its file name)"_s, {}, false, false},
        {u"licence"_s, u"Its licence, as an SPDX identifier"_s, {}, false, false},
    };
}

Result<ImportReport> TableImporter::run(const ImportRequest &request) const
{
    const auto settings = settingsOf(request);
    if (!settings)
        return std::unexpected(settings.error());
    auto writer = TableWriter::create(request.output, packOf(request, *settings));
    if (!writer)
        return std::unexpected(std::move(writer.error()));
    const auto add = [&](const Json &row, const Place &place) -> Result<void> {
        const auto mapped = settings->mapping.apply(row, place);
        if (!mapped)
            return std::unexpected(mapped.error());
        return (*writer)->add(stringOr(*mapped, "id"), *mapped, place);
    };
    auto read =
        settings->csv ? forEachCsvRow(request.input, add) : forEachJsonLine(request.input, add);
    if (!read)
        return std::unexpected(std::move(read.error()));
    const auto count = (*writer)->finish();
    if (!count)
        return std::unexpected(Error(count.error()).within(u"importing %1"_s.arg(request.input)));
    ImportReport report{*count, {}};
    if (!settings->mapping.has(u"reference"_s))
        report.notes.append(
            u"no reference is mapped: `touchstone validate` can't prove that the scenarios can be passed"_s);
    return report;
}

} // namespace touchstone
