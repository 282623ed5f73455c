#include "core/base/schema.h"
#include "core/scenario/scenario.h"

#include <set>

using namespace Qt::StringLiterals;

/// The resolved form: format 1, described in resources/schemas/resolved-scenario.schema.json. What
/// is empty or has its default is left out, so that a member added later changes no digest of what
/// lacks it.

namespace touchstone {
namespace {

void putText(Json &json, const char *key, const QString &text)
{
    if (!text.isEmpty())
        json[key] = text;
}

void putList(Json &json, const char *key, const QStringList &list)
{
    if (!list.isEmpty())
        json[key] = list;
}

void putFiles(Json &json, const char *key, const Manifest &manifest)
{
    if (!manifest.files.isEmpty())
        json[key] = toJson(manifest);
}

Result<Manifest> filesOr(const Json &json, const char *key, const Place &place)
{
    const Json &files = memberOr(json, key);
    if (files.is_null())
        return Manifest{};
    const Place at = place.at(QString::fromLatin1(key));
    auto manifest = manifestFromJson(files, at);
    if (!manifest)
        return std::unexpected(std::move(manifest.error()).within(u"reading "_s + at.text()));
    return manifest;
}

/// In exact units, unlike the authors' form.
Json limitsJson(const Limits &limits)
{
    return {{"wall_ms", limits.wall.count()},     {"cpu_ms", limits.cpu.count()},
            {"memory_bytes", limits.memoryBytes}, {"processes", limits.processes},
            {"output_bytes", limits.outputBytes}, {"disk_bytes", limits.diskBytes},
            {"disk_files", limits.diskFiles}};
}

Limits limitsFrom(const Json &json)
{
    return {.wall = std::chrono::milliseconds(integerOr(json, "wall_ms", 0)),
            .cpu = std::chrono::milliseconds(integerOr(json, "cpu_ms", 0)),
            .memoryBytes = integerOr(json, "memory_bytes", 0),
            .processes = int(integerOr(json, "processes", 0)),
            .outputBytes = integerOr(json, "output_bytes", 0),
            .diskBytes = integerOr(json, "disk_bytes", 0),
            .diskFiles = int(integerOr(json, "disk_files", 0))};
}

Json checkJson(const CheckSpec &check)
{
    Json json{{"id", check.id}, {"type", check.type}};
    if (check.role != CheckRole::Required)
        json["role"] = checkRoleName(check.role);
    if (check.weight != 1.0)
        json["weight"] = check.weight;
    putList(json, "after", check.after);
    if (!check.parameters.empty())
        json["parameters"] = check.parameters;
    putFiles(json, "files", check.files);
    return json;
}

Result<CheckSpec> checkFrom(const Json &json, const Place &place)
{
    CheckSpec check;
    check.id = stringOr(json, "id");
    check.type = stringOr(json, "type");
    check.role = checkRoleFromName(stringOr(json, "role")).value_or(CheckRole::Required);
    check.weight = numberOr(json, "weight", 1.0);
    check.after = stringsOr(json, "after");
    if (json.contains("parameters"))
        check.parameters = json["parameters"];
    auto files = filesOr(json, "files", place);
    if (!files)
        return std::unexpected(files.error());
    check.files = std::move(*files);
    return check;
}

Json turnJson(const Turn &turn)
{
    Json json{{"instruction", turn.instruction}};
    for (const CheckSpec &check : turn.checks)
        json["checks"].push_back(checkJson(check));
    return json;
}

Result<Turn> turnFrom(const Json &json, const Place &place)
{
    Turn turn{stringOr(json, "instruction"), {}};
    const Json &checks = memberOr(json, "checks");
    for (size_t i = 0; i < checks.size(); ++i) {
        auto check = checkFrom(checks[i], place.at(u"checks"_s).at(qsizetype(i)));
        if (!check)
            return std::unexpected(check.error());
        turn.checks.push_back(std::move(*check));
    }
    return turn;
}

Json targetJson(const Target &target)
{
    Json json = Json::object();
    putText(json, "file", target.file);
    putText(json, "symbol", target.symbol);
    if (target.range)
        json["range"] = {target.range->first, target.range->last};
    return json;
}

Target targetFrom(const Json &json)
{
    Target target{stringOr(json, "file"), stringOr(json, "symbol"), {}};
    const Json &range = memberOr(json, "range");
    if (!range.is_null())
        target.range = LineRange{range[0].get<int>(), range[1].get<int>()};
    return target;
}

Json answerJson(const Answer &answer)
{
    Json json = Json::object();
    if (QByteArrayView(answer.text).isValidUtf8()) {
        if (!answer.text.isEmpty())
            json["text"] = answer.text.toStdString();
    } else {
        json["base64"] = answer.text.toBase64().toStdString();
    }
    if (answer.form)
        json["form"] = answerFormName(*answer.form);
    putFiles(json, "files", answer.files);
    putList(json, "removed", answer.removed);
    return json;
}

Result<Answer> answerFrom(const Json &json, const Place &place)
{
    Answer answer;
    if (json.contains("base64"))
        answer.text = QByteArray::fromBase64(stringOr(json, "base64").toLatin1());
    else if (json.contains("text"))
        answer.text = QByteArray::fromStdString(json["text"].get<std::string>());
    if (json.contains("form")) {
        const auto form = answerFormFromName(stringOr(json, "form"));
        if (!form)
            return std::unexpected(form.error());
        answer.form = *form;
    }
    auto files = filesOr(json, "files", place);
    if (!files)
        return std::unexpected(files.error());
    answer.files = std::move(*files);
    answer.removed = stringsOr(json, "removed");
    return answer;
}

Json sampleJson(const SampleAnswer &sample)
{
    Json json{{"id", sample.id}, {"label", sample.label}, {"answer", answerJson(sample.answer)}};
    putText(json, "note", sample.note);
    putList(json, "fails", sample.fails);
    putText(json, "author", sample.author);
    return json;
}

Result<SampleAnswer> sampleFrom(const Json &json, const Place &place)
{
    auto answer = answerFrom(json["answer"], place.at(u"answer"_s));
    if (!answer)
        return std::unexpected(answer.error());
    return SampleAnswer{stringOr(json, "id"),     stringOr(json, "label"),  stringOr(json, "note"),
                        stringsOr(json, "fails"), stringOr(json, "author"), std::move(*answer)};
}

void putLabels(Json &json, const Scenario &scenario)
{
    putText(json, "language", scenario.language);
    putText(json, "title", scenario.title);
    putList(json, "tags", scenario.tags);
    putText(json, "difficulty", scenario.difficulty);
    putText(json, "source", scenario.source);
    putText(json, "licence", scenario.licence);
    putText(json, "author", scenario.author);
    putText(json, "workspaceMissing", scenario.workspaceMissing);
    putText(json, "rootImage", scenario.rootImage);
    putText(json, "answerContains", scenario.accept.contains);
    putText(json, "answerLacks", scenario.accept.lacks);
    putList(json, "protected", scenario.protectedFiles);
}

void readLabels(const Json &json, Scenario &scenario)
{
    scenario.id = stringOr(json, "id");
    scenario.pack = stringOr(json, "pack");
    scenario.kind = stringOr(json, "kind");
    scenario.language = stringOr(json, "language");
    scenario.title = stringOr(json, "title");
    scenario.tags = stringsOr(json, "tags");
    scenario.difficulty = stringOr(json, "difficulty");
    scenario.source = stringOr(json, "source");
    scenario.licence = stringOr(json, "licence");
    scenario.author = stringOr(json, "author");
    scenario.workspaceMissing = stringOr(json, "workspaceMissing");
    scenario.rootImage = stringOr(json, "rootImage");
    scenario.accept = {stringOr(json, "answerContains"), stringOr(json, "answerLacks")};
    scenario.protectedFiles = stringsOr(json, "protected");
}

Result<void> readParts(const Json &json, const Place &place, Scenario &scenario)
{
    scenario.target = targetFrom(memberOr(json, "target"));
    scenario.limits = limitsFrom(json["limits"]);
    if (json.contains("extra"))
        scenario.extra = json["extra"];
    const auto form = answerFormFromName(stringOr(json, "answerForm", u"auto"_s));
    if (!form)
        return std::unexpected(form.error());
    scenario.answerForm = *form;
    auto workspace = filesOr(json, "workspace", place);
    if (!workspace)
        return std::unexpected(workspace.error());
    scenario.workspace = std::move(*workspace);
    if (json.contains("reference")) {
        auto answer = answerFrom(json["reference"], place.at(u"reference"_s));
        if (!answer)
            return std::unexpected(answer.error());
        scenario.reference = std::move(*answer);
    }
    return {};
}

void addBlobs(const Manifest &manifest, std::set<Digest> &blobs)
{
    for (const FileEntry &entry : manifest.files)
        blobs.insert(entry.blob);
}

} // namespace

Json toResolved(const Scenario &scenario)
{
    Json json{{"format", 1},
              {"id", scenario.id},
              {"pack", scenario.pack},
              {"kind", scenario.kind},
              {"limits", limitsJson(scenario.limits)}};
    putLabels(json, scenario);
    for (const Turn &turn : scenario.turns)
        json["turns"].push_back(turnJson(turn));
    if (Json target = targetJson(scenario.target); !target.empty())
        json["target"] = std::move(target);
    if (scenario.answerForm != AnswerForm::Auto)
        json["answerForm"] = answerFormName(scenario.answerForm);
    putFiles(json, "workspace", scenario.workspace);
    if (scenario.reference)
        json["reference"] = answerJson(*scenario.reference);
    for (const SampleAnswer &sample : scenario.samples)
        json["samples"].push_back(sampleJson(sample));
    if (!scenario.extra.empty())
        json["extra"] = scenario.extra;
    return json;
}

Result<Scenario> fromResolved(const Json &json, const Place &place)
{
    if (auto known = checkFormat(json, 1, place); !known)
        return std::unexpected(known.error());
    if (auto fits = validateJson(json, u"resolved-scenario"_s, place); !fits)
        return std::unexpected(fits.error());
    Scenario scenario;
    readLabels(json, scenario);
    if (auto done = readParts(json, place, scenario); !done)
        return std::unexpected(done.error());
    const Json &turns = json["turns"];
    for (size_t i = 0; i < turns.size(); ++i) {
        auto turn = turnFrom(turns[i], place.at(u"turns"_s).at(qsizetype(i)));
        if (!turn)
            return std::unexpected(turn.error());
        scenario.turns.push_back(std::move(*turn));
    }
    const Json &samples = memberOr(json, "samples");
    for (size_t i = 0; i < samples.size(); ++i) {
        auto sample = sampleFrom(samples[i], place.at(u"samples"_s).at(qsizetype(i)));
        if (!sample)
            return std::unexpected(sample.error());
        scenario.samples.push_back(std::move(*sample));
    }
    return scenario;
}

Digest scenarioDigest(const Scenario &scenario)
{
    return Digest::of(dumpJson(toResolved(scenario)));
}

std::vector<Digest> scenarioBlobs(const Scenario &scenario)
{
    std::set<Digest> blobs;
    addBlobs(scenario.workspace, blobs);
    for (const Turn &turn : scenario.turns)
        for (const CheckSpec &check : turn.checks)
            addBlobs(check.files, blobs);
    if (scenario.reference)
        addBlobs(scenario.reference->files, blobs);
    for (const SampleAnswer &sample : scenario.samples)
        addBlobs(sample.answer.files, blobs);
    return {blobs.begin(), blobs.end()};
}

} // namespace touchstone
