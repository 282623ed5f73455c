#include "app/scenarios/content.h"

#include "core/plugin/registry.h"

#include <QtCore/QFile>

using namespace Qt::StringLiterals;

namespace touchstone::scenarios {
namespace {

constexpr qint64 mostJson = 64 << 20;

/// A file, or one line of it.
QByteArray jsonAt(const Place &place)
{
    QFile file(place.file);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    if (place.line == 0)
        return file.read(mostJson);
    for (int line = 1; line < place.line && !file.atEnd(); ++line)
        file.readLine();
    return file.readLine(mostJson).trimmed();
}

ShownAnswer shown(const Scenario &scenario, const Answer &answer, BlobStore &blobs)
{
    ShownAnswer result;
    result.text = answer.text;
    auto preview = previewAnswer(scenario, answer, blobs);
    if (preview)
        result.preview = std::move(*preview);
    else
        result.preview = {AnswerPreview::Shows::Refused, {}, preview.error().text()};
    return result;
}

QString promptOf(const Scenario &scenario)
{
    const auto kind = Registry::standard().kind(scenario.kind);
    if (!kind)
        return {};
    const QString prompt = (*kind)->prompt(scenario, 0);
    return prompt.trimmed() == scenario.turns.front().instruction.trimmed() ? QString() : prompt;
}

} // namespace

ScenarioContent readContent(const PackPointer &pack, qsizetype index)
{
    ScenarioContent content;
    const Place place = pack->pack->placeAt(index);
    content.file = place.file;
    content.line = place.line;
    content.json = jsonAt(place);
    auto blobs = std::make_shared<BlobStore>();
    auto scenario = pack->pack->scenario(index, *blobs);
    if (!scenario) {
        content.error = std::move(scenario.error());
        return content;
    }
    content.scenario = std::move(*scenario);
    content.prompt = promptOf(content.scenario);
    for (const Turn &turn : content.scenario.turns)
        for (const CheckSpec &check : turn.checks)
            for (auto it = check.files.files.begin(); it != check.files.files.end(); ++it)
                content.hidden.files.insert(check.id + u'/' + it.key(), it.value());
    if (content.scenario.reference)
        content.answers.push_back(shown(content.scenario, *content.scenario.reference, *blobs));
    for (const SampleAnswer &sample : content.scenario.samples) {
        ShownAnswer answer = shown(content.scenario, sample.answer, *blobs);
        answer.id = sample.id;
        answer.label = sample.label;
        answer.note = sample.note;
        answer.author = sample.author;
        answer.fails = sample.fails;
        content.answers.push_back(std::move(answer));
    }
    content.blobs = std::move(blobs);
    return content;
}

} // namespace touchstone::scenarios
