#include "app/inspect/attempt/attemptreading.h"

#include "core/report/attemptstream.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr qsizetype mostFiles = 500; ///< of one change that are read

Result<std::vector<ScoringPass>> passesOf(const RunFile &file, const QString &id)
{
    auto all = file.passes();
    if (!all)
        return all;
    std::erase_if(*all, [&](const ScoringPass &pass) {
        const auto record = file.attempt(id, pass.id);
        return !record && record.error().code == ErrorCode::NotFound;
    });
    return all;
}

QString instructionOf(const RunFile &file, const AttemptRecord &record)
{
    const auto resolved = file.resolvedScenario(record.scenarioDigest);
    if (!resolved)
        return {};
    QStringList turns;
    for (const Json &turn : memberOr(*resolved, "turns"))
        turns.append(stringOr(turn, "instruction").trimmed());
    return turns.join(u"\n\n"_s);
}

StepBlob readBlob(const RunFile &file, const QString &role, const Digest &digest, bool whole)
{
    StepBlob blob{role, digest, {}, 0, {}};
    auto bytes = file.blob(digest);
    if (!bytes) {
        blob.problem = bytes.error().text();
        return blob;
    }
    blob.size = bytes->size();
    blob.bytes = whole ? *bytes : bytes->first(std::min(bytes->size(), shownBytes));
    return blob;
}

} // namespace

Result<AttemptHead> readHead(const RunFile &file, const QString &id, int pass)
{
    auto record = attemptInPass(file, id, pass);
    if (!record)
        return std::unexpected(std::move(record.error()));
    auto passes = passesOf(file, record->id);
    if (!passes)
        return std::unexpected(std::move(passes.error()));
    QString instruction = instructionOf(file, *record);
    return AttemptHead{std::move(*record), std::move(*passes), std::move(instruction)};
}

Result<Neighbours> readNeighbours(const RunFile &file, const AttemptRecord &record,
                                  const std::atomic<bool> &stopped)
{
    struct Other {
        int sample;
        int retry;
        QString id;
        auto operator<=>(const Other &) const = default;
    };
    std::vector<Other> others;
    auto read = file.attempts({record.scenario, record.agent, 0}, [&](const AttemptRecord &other) {
        if (other.pack == record.pack)
            others.push_back({other.sample, other.retry, other.id});
        return !stopped;
    });
    if (!read)
        return std::unexpected(std::move(read.error()));
    std::ranges::sort(others);
    const auto here = std::ranges::find(others, record.id, &Other::id);
    Neighbours found{{}, {}, int(here - others.begin()) + 1, int(others.size())};
    if (here == others.end())
        return Neighbours{};
    if (here != others.begin())
        found.previous = (here - 1)->id;
    if (here + 1 != others.end())
        found.next = (here + 1)->id;
    return found;
}

void compareLines(FileDiff &diff)
{
    auto lines = diffLines(diff.before, diff.after);
    if (!lines) {
        diff.problem = lines.error().text();
        return;
    }
    diff.lines = std::move(*lines);
    for (const DiffLine &line : diff.lines) {
        diff.added += line.kind == DiffLine::Kind::Added;
        diff.removed += line.kind == DiffLine::Kind::Removed;
    }
}

FileDiff readDiff(const FileChange &change, const BlobSource &blobs)
{
    FileDiff diff;
    diff.change = change;
    for (auto [entry, bytes] :
         {std::pair(&change.before, &diff.before), std::pair(&change.after, &diff.after)}) {
        if (!*entry)
            continue;
        auto read = blobs.blob((*entry)->blob);
        if (!read) {
            diff.problem = read.error().text();
            return diff;
        }
        *bytes = std::move(*read);
        diff.isBinary = diff.isBinary || looksBinary(*bytes);
    }
    if (diff.isBinary)
        return diff;
    compareLines(diff);
    return diff;
}

Result<Manifest> stateOf(WorkspaceSteps &steps, qint64 event, bool end)
{
    if (end)
        return steps.end() ? Result<Manifest>(*steps.end())
                           : fail(ErrorCode::NotFound, u"This attempt left no workspace."_s);
    auto state = steps.asOf(event);
    if (!state)
        return std::unexpected(std::move(state.error()));
    if (!*state)
        return fail(ErrorCode::NotFound,
                    u"The workspace as of this step is not known: what a command changed before it "
                    "was not recorded, and no checkpoint follows."_s);
    return std::move(**state);
}

WorkspaceFiles readFiles(const Manifest &fixture, const Manifest &state)
{
    WorkspaceFiles files{changedFiles(fixture, state), {}};
    for (auto it = state.files.begin(); it != state.files.end(); ++it)
        if (const auto was = fixture.files.constFind(it.key());
            was != fixture.files.cend() && *was == *it)
            files.unchanged.append(it.key());
    return files;
}

FileDiff readFile(const QString &path, const Manifest &fixture, const Manifest &state,
                  const BlobSource &blobs)
{
    for (const FileChange &change : changedFiles(fixture, state))
        if (change.path == path)
            return readDiff(change, blobs);
    FileChange same{path, {}, {}, {}};
    if (const auto found = state.files.constFind(path); found != state.files.cend())
        same.before = same.after = *found;
    FileDiff diff = readDiff(same, blobs);
    if (!same.after)
        diff.problem = u"The workspace has no such file."_s;
    return diff;
}

std::vector<FileDiff> readDiffs(const Manifest &before, const Manifest &after,
                                const BlobSource &blobs)
{
    std::vector<FileDiff> diffs;
    for (const FileChange &change : changedFiles(before, after)) {
        if (qsizetype(diffs.size()) < mostFiles) {
            diffs.push_back(readDiff(change, blobs));
        } else {
            diffs.push_back({change, {}, {}, false, 0, 0, {}, u"Too many files were changed."_s});
        }
    }
    return diffs;
}

bool mayChangeFiles(const Event &event)
{
    return (event.type == EventType::Edit && !event.data.contains("refused"))
        || event.type == EventType::Command;
}

StepChanges readChanges(const Event &event, WorkspaceSteps &steps)
{
    const auto before = steps.before(event.id);
    const auto after = steps.asOf(event.id);
    if (!before || !after)
        return {{}, (before ? after.error() : before.error()).text()};
    if (*before && *after)
        return {readDiffs(**before, **after, steps.blobs()), {}};
    return {
        {},
        event.type == EventType::Command
            ? u"The trace does not say which files this command changed."_s
            : u"What this answer made of the files can't be worked out from the trace alone."_s};
}

Result<Step> readStep(const RunFile &file, const QString &attempt, qint64 event, qint64 pictureOf,
                      bool whole)
{
    auto events = file.events(attempt, event - 1, 1);
    if (!events)
        return std::unexpected(std::move(events.error()));
    if (events->empty() || events->front().id != event)
        return fail(ErrorCode::NotFound, u"attempt %1 has no event %2"_s.arg(attempt).arg(event));
    Step step;
    step.event = std::move(events->front());
    const QStringList pictures = pictureRoles(step.event);
    for (auto it = step.event.blobs.begin(); it != step.event.blobs.end(); ++it)
        if (!pictures.contains(it.key()))
            step.blobs.push_back(
                readBlob(file, it.key(), it.value(), whole || it.key() == u"tree"_s));
    step.isWhole = whole;
    step.json = prettyJson(toJson(step.event));
    if (pictureOf > 0 && pictureOf != event) {
        auto shown = file.events(attempt, pictureOf - 1, 1);
        if (shown && !shown->empty())
            step.shownIn = std::move(shown->front());
        if (step.shownIn && step.shownIn->blobs.contains(u"tree"_s))
            step.shownTree = readBlob(file, u"tree"_s, step.shownIn->blobs[u"tree"_s], true);
    }
    return step;
}

} // namespace touchstone::inspect
