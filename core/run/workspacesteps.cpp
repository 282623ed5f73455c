#include "core/run/workspacesteps.h"

#include "core/check/check.h"
#include "core/workspace/workspace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

constexpr qint64 eventsAtOnce = 10'000;

bool mayChange(const Event &event)
{
    switch (event.type) {
    case EventType::Edit:
        return !event.data.contains("refused");
    case EventType::Command:
        return !event.data.contains("error");
    case EventType::Checkpoint:
        return true;
    default:
        return false;
    }
}

Manifest without(Manifest tree, const QStringList &paths)
{
    for (const QString &path : paths)
        tree.files.remove(path);
    return tree;
}

} // namespace

Result<Manifest> readManifest(const RunFile &file, const Digest &digest)
{
    const auto bytes = file.blob(digest);
    if (!bytes)
        return std::unexpected(bytes.error());
    const Place place{u"manifest %1"_s.arg(digest.hex()), {}, 0};
    const auto json = parseJson(*bytes, place);
    if (!json)
        return std::unexpected(json.error());
    return manifestFromJson(*json, place);
}

WorkspaceSteps::WorkspaceSteps(const RunFile &file)
    : m_file(file)
    , m_blobs(&file)
{
}

Result<std::unique_ptr<WorkspaceSteps>> WorkspaceSteps::read(const RunFile &file,
                                                             const AttemptRecord &record)
{
    std::unique_ptr<WorkspaceSteps> steps(new WorkspaceSteps(file));
    if (!record.scenarioDigest.isNull()) {
        const auto resolved = file.resolvedScenario(record.scenarioDigest);
        if (!resolved)
            return std::unexpected(resolved.error());
        auto scenario = fromResolved(*resolved, {u"scenario '%1'"_s.arg(record.scenario), {}, 0});
        if (!scenario)
            return std::unexpected(std::move(scenario.error()));
        steps->m_fixture = scenario->workspace;
        steps->m_scenario = std::move(*scenario);
    }
    if (!record.endManifest.isNull()) {
        auto end = readManifest(file, record.endManifest);
        if (!end)
            return std::unexpected(std::move(end.error()).within(u"reading the final workspace"_s));
        steps->m_end = std::move(*end);
    }
    if (auto collected = steps->collect(record); !collected)
        return std::unexpected(std::move(collected.error()));
    return steps;
}

Result<void> WorkspaceSteps::collect(const AttemptRecord &record)
{
    m_attempt = record.id;
    for (qint64 after = 0;;) {
        auto events = m_file.events(record.id, after, eventsAtOnce);
        if (!events)
            return std::unexpected(std::move(events.error()));
        for (const Event &event : *events)
            if (mayChange(event))
                m_changes.push_back(
                    {event.id,
                     event.type == EventType::Checkpoint ? integerOr(event.data, "id", -1) : -1,
                     event.type == EventType::Checkpoint ? event.blobs.value(u"manifest"_s)
                                                         : Digest()});
        if (qint64(events->size()) < eventsAtOnce)
            return {};
        after = events->back().id;
    }
}

Result<WorkspaceSteps::State> WorkspaceSteps::manifestOf(const Digest &digest)
{
    auto manifest = readManifest(m_file, digest);
    if (!manifest)
        return std::unexpected(std::move(manifest.error()));
    return std::move(*manifest);
}

/// What the file holds of the state after a change: a checkpoint follows it, or nothing does.
Result<WorkspaceSteps::State> WorkspaceSteps::recorded(qsizetype index)
{
    if (index >= 0 && !m_changes[size_t(index)].manifest.isNull())
        return manifestOf(m_changes[size_t(index)].manifest);
    if (index + 1 < qsizetype(m_changes.size())) {
        const Digest next = m_changes[size_t(index + 1)].manifest;
        return next.isNull() ? Result<State>(std::nullopt) : manifestOf(next);
    }
    return m_end;
}

Result<WorkspaceSteps::State> WorkspaceSteps::answered(const Event &event, const Manifest &before)
{
    if (const Json &files = memberOr(event.data, "files"); files.is_object()) {
        const auto over = manifestFromJson(files, {u"event %1"_s.arg(event.id), {}, 0});
        if (!over)
            return std::unexpected(over.error());
        return without(laidOver(before, *over), stringsOr(event.data, "removed"));
    }
    if (event.data.contains("removed"))
        return without(before, stringsOr(event.data, "removed"));
    const auto form = answerFormFromName(stringOr(event.data, "form"));
    const auto text = m_blobs.blob(event.blobs.value(u"answer"_s));
    if (!form || !m_scenario)
        return std::nullopt; // of another version, or damaged
    if (!text)
        return std::unexpected(text.error());
    AnswerContext context;
    context.form = *form;
    context.targetFile = stringOr(event.data, "target", m_scenario->target.file);
    context.language = m_scenario->language;
    if (const Target &target = m_scenario->target; target.range)
        context.symbol = SymbolRange{target.symbol, {}, *target.range, *target.range};
    else if (!target.symbol.isEmpty())
        context.symbol = SymbolRange{target.symbol, {}, {}, {}}; // for the form alone
    const AnswerForm chosen = chosenForm(*text, context);
    const bool placesSymbol = chosen == AnswerForm::Body || chosen == AnswerForm::Fenced;
    if (placesSymbol && context.symbol && !m_scenario->target.range)
        return std::nullopt;
    auto applied = applyAnswer(*text, context, before, m_blobs);
    if (!applied)
        return std::unexpected(std::move(applied.error()));
    return applied->refusal ? State() : State(std::move(applied->after));
}

Result<WorkspaceSteps::State> WorkspaceSteps::applied(const Event &event, const State &before)
{
    const Json &data = event.data;
    const QString path = stringOr(data, "path");
    const QString form = stringOr(data, "form");
    if (event.type == EventType::Checkpoint && data.contains("back_to")) {
        const qint64 wanted = integerOr(data, "back_to", 0);
        if (wanted == 0)
            return m_fixture;
        const auto kept = std::ranges::find(m_changes, wanted, &Change::checkpoint);
        if (kept != m_changes.end() && !kept->manifest.isNull())
            return manifestOf(kept->manifest);
        return std::nullopt;
    }
    const QString after = stringOr(data, "after");
    if (event.type == EventType::Command && m_end && after == m_end->digest().hex())
        return m_end;
    if (!before || event.type == EventType::Checkpoint)
        return before;
    if (event.type == EventType::Command)
        return after == before->digest().hex() ? before : State();
    if (form == u"remove"_s)
        return without(*before, {path});
    if (form != u"write"_s)
        return answered(event, *before);
    const auto bytes = m_blobs.blob(event.blobs.value(u"content"_s));
    if (!bytes)
        return std::unexpected(bytes.error());
    Manifest written = *before;
    const auto mode = fileModeFromName(stringOr(data, "mode"));
    written.files.insert(
        path, {mode.value_or(FileMode::Regular), event.blobs.value(u"content"_s), bytes->size()});
    return written;
}

Result<WorkspaceSteps::State> WorkspaceSteps::changed(qsizetype index, const State &before)
{
    const qint64 id = m_changes[size_t(index)].id;
    const auto events = m_file.events(m_attempt, id - 1, 1);
    if (!events)
        return std::unexpected(events.error());
    return events->empty() ? Result<State>(std::nullopt) : applied(events->front(), before);
}

Result<WorkspaceSteps::State> WorkspaceSteps::afterChange(qsizetype index)
{
    // from the last state that is known already
    auto kept = m_kept.upper_bound(index);
    qsizetype at = -1;
    State state = m_fixture;
    if (kept != m_kept.begin()) {
        --kept;
        at = kept->first;
        state = kept->second;
    }
    while (at < index) {
        ++at;
        auto next = recorded(at);
        if (next && !*next)
            next = changed(at, state);
        if (!next)
            return std::unexpected(std::move(next.error())
                                       .within(u"working out the workspace as of event %1"_s.arg(
                                           m_changes[size_t(at)].id)));
        state = std::move(*next);
        if (at % keptEach == 0 || at == index)
            m_kept[at] = state;
    }
    if (m_kept.size() > 4 * m_changes.size() / keptEach + 64)
        std::erase_if(m_kept, [](const auto &entry) { return entry.first % keptEach != 0; });
    return state;
}

Result<WorkspaceSteps::State> WorkspaceSteps::asOf(qint64 event)
{
    const auto next = std::ranges::upper_bound(m_changes, event, {}, &Change::id);
    return afterChange(next - m_changes.begin() - 1);
}

Result<WorkspaceSteps::State> WorkspaceSteps::before(qint64 event)
{
    return asOf(event - 1);
}

} // namespace touchstone
