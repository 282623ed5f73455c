#include "app/inspect/compare/comparereading.h"

#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr size_t mostSame = 10'000; ///< attempts with the same outcome that are listed
constexpr qint64 mostSteps = 20'000; ///< of an attempt that are aligned

/// Bytes that stand in one of two files.
class EitherFile : public BlobSource {
public:
    EitherFile(const RunFile &a, const RunFile &b)
        : m_a(a)
        , m_b(b)
    {
    }
    [[nodiscard]] Result<QByteArray> blob(const Digest &digest) const override
    {
        return m_a.hasBlob(digest) ? m_a.blob(digest) : m_b.blob(digest);
    }
    [[nodiscard]] bool hasBlob(const Digest &digest) const override
    {
        return m_a.hasBlob(digest) || m_b.hasBlob(digest);
    }

private:
    const RunFile &m_a;
    const RunFile &m_b;
};

/// Two texts as if they were a file's; `name` is what they are called.
FileDiff textDiff(const QString &name, const std::optional<QByteArray> &a,
                  const std::optional<QByteArray> &b)
{
    FileDiff diff;
    diff.change.path = name;
    if (a)
        diff.change.before = FileEntry{FileMode::Regular, Digest::of(*a), a->size()};
    if (b)
        diff.change.after = FileEntry{FileMode::Regular, Digest::of(*b), b->size()};
    diff.before = a.value_or(QByteArray());
    diff.after = b.value_or(QByteArray());
    compareLines(diff);
    return diff;
}

/// One attempt as far as it is held against another.
struct Side {
    std::optional<AttemptRecord> record;
    Trace events;
    qint64 leftOut = 0;
    std::optional<QByteArray> prompt;
    std::optional<QByteArray> answer;
    std::optional<Manifest> end;
};

/// What the agent was told: the messages to it, or where the trace has none the instruction.
QByteArray promptOf(const RunFile &file, const Side &side)
{
    QStringList told;
    for (const Event &event : side.events) {
        const QString role = stringOr(event.data, "role");
        if (event.type == EventType::Message && (role == "user"_L1 || role == "system"_L1))
            told.append(stringOr(event.data, "text").trimmed());
    }
    if (told.isEmpty())
        if (const auto head = readHead(file, side.record->id, side.record->pass))
            told.append(head->instruction);
    return (told.join(u"\n\n"_s) + u'\n').toUtf8();
}

Result<Side> readSide(const RunFile &file, const QString &id, QStringList &problems)
{
    Side side;
    if (id.isEmpty())
        return side;
    auto record = file.attempt(id);
    if (!record)
        return std::unexpected(std::move(record.error()));
    side.record = std::move(*record);
    const auto counts = file.eventCounts(id);
    qint64 count = 0;
    if (counts)
        for (const qint64 ofType : *counts)
            count += ofType;
    side.leftOut = std::max<qint64>(0, count - mostSteps);
    auto events = file.events(id, 0, mostSteps);
    if (!events)
        problems.append(events.error().text());
    else
        side.events = std::move(*events);
    side.prompt = promptOf(file, side);
    if (!side.record->answer.isNull()) {
        auto answer = file.blob(side.record->answer);
        if (!answer)
            problems.append(answer.error().text());
        else
            side.answer = std::move(*answer);
    }
    if (!side.record->endManifest.isNull()) {
        auto end = readManifest(file, side.record->endManifest);
        if (!end)
            problems.append(end.error().text());
        else
            side.end = std::move(*end);
    }
    return side;
}

std::vector<StepKey> keysOf(const Trace &events)
{
    std::vector<StepKey> keys;
    keys.reserve(events.size());
    for (const Event &event : events)
        keys.push_back(stepKey(event));
    return keys;
}

std::vector<AttemptPair::Step> alignedSteps(const Trace &a, const Trace &b)
{
    std::vector<AttemptPair::Step> steps;
    for (const AlignedStep &row : alignSteps(keysOf(a), keysOf(b))) {
        AttemptPair::Step step;
        step.kind = row.kind;
        if (row.a >= 0) {
            step.a = a[size_t(row.a)].id;
            step.type = a[size_t(row.a)].type;
            step.lineA = eventLine(a[size_t(row.a)]);
        }
        if (row.b >= 0) {
            step.b = b[size_t(row.b)].id;
            step.type = b[size_t(row.b)].type;
            step.lineB = eventLine(b[size_t(row.b)]);
        }
        steps.push_back(std::move(step));
    }
    return steps;
}

Result<AttemptPair> readPair(const RunFile &fileA, const RunFile &fileB, const QString &idA,
                             const QString &idB)
{
    QStringList problems;
    const auto a = readSide(fileA, idA, problems);
    const auto b = readSide(fileB, idB, problems);
    if (!a || !b)
        return std::unexpected(a ? b.error() : a.error());
    AttemptPair pair;
    pair.a = a->record;
    pair.b = b->record;
    pair.steps = alignedSteps(a->events, b->events);
    pair.stepsLeftOut = a->leftOut + b->leftOut;
    if (pair.a && pair.b) {
        auto change = compareAttempts(fileA, *pair.a, fileB, *pair.b);
        if (change)
            pair.verdicts = std::move(change->verdicts);
        else
            problems.append(change.error().text());
    }
    if (a->prompt != b->prompt)
        pair.files.push_back(textDiff(u"Prompt.md"_s, a->prompt, b->prompt));
    if (a->answer != b->answer)
        pair.files.push_back(textDiff(u"Answer"_s, a->answer, b->answer));
    if (a->end && b->end) {
        const EitherFile blobs(fileA, fileB);
        for (FileDiff &file : readDiffs(*a->end, *b->end, blobs))
            pair.files.push_back(std::move(file));
    }
    pair.problem = problems.join(u'\n');
    return pair;
}

Result<std::optional<QByteArray>> stepBytes(const RunFile &file, const QString &attempt,
                                            qint64 event)
{
    if (attempt.isEmpty() || event <= 0)
        return std::optional<QByteArray>();
    const auto events = file.events(attempt, event - 1, 1);
    if (!events)
        return std::unexpected(events.error());
    if (events->empty())
        return fail(ErrorCode::NotFound, u"there is no event %1"_s.arg(event));
    QByteArray bytes = stepText(events->front()).toUtf8();
    for (const char *role : {"answer", "diff", "output", "errors"}) {
        const Digest digest = events->front().blobs.value(QString::fromLatin1(role));
        if (digest.isNull())
            continue;
        if (const auto blob = file.blob(digest))
            bytes +=
                QByteArray("\n") + role + ":\n" + blob->first(std::min(blob->size(), shownBytes));
    }
    return std::optional(std::move(bytes));
}

} // namespace

ComparedRuns::ComparedRuns(const QString &a, const QString &b)
    : m_state(std::make_unique<State>())
{
    m_state->pathA = a;
    m_state->pathB = b;
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
}

ComparedRuns::~ComparedRuns()
{
    m_state->stopped = true;
    m_pool.clear();
    m_pool.waitForDone();
}

Result<void> ComparedRuns::State::open()
{
    for (auto [file, path] : {std::pair(&a, &pathA), std::pair(&b, &pathB)}) {
        if (*file)
            continue;
        auto opened = RunFile::open(*path, RunFile::Mode::Read);
        if (!opened)
            return std::unexpected(std::move(opened.error()));
        *file = std::move(*opened);
    }
    return {};
}

QFuture<Result<Comparison>> ComparedRuns::compare(const CompareOptions &options,
                                                  const QString &filter)
{
    return ask([options, filter](const State &state) -> Result<Comparison> {
        const auto wanted = wantedAttempts(filter);
        if (!wanted)
            return std::unexpected(wanted.error());
        CompareOptions all = options;
        all.maxSame = mostSame;
        if (*wanted)
            all.wanted = [&](const RunFile &file, const AttemptRecord &record) -> Result<bool> {
                if (state.stopped)
                    return fail(ErrorCode::Cancelled, u"the comparison was not finished"_s);
                return (*wanted)(file, record);
            };
        return compareRuns(*state.a, *state.b, all);
    });
}

QFuture<Result<AttemptPair>> ComparedRuns::pair(const QString &attemptA, const QString &attemptB)
{
    return ask([attemptA, attemptB](const State &state) {
        return readPair(*state.a, *state.b, attemptA, attemptB);
    });
}

QFuture<Result<FileDiff>> ComparedRuns::step(const QString &attemptA, qint64 eventA,
                                             const QString &attemptB, qint64 eventB)
{
    return ask([=](const State &state) -> Result<FileDiff> {
        const auto a = stepBytes(*state.a, attemptA, eventA);
        const auto b = stepBytes(*state.b, attemptB, eventB);
        if (!a || !b)
            return std::unexpected(a ? b.error() : a.error());
        return textDiff(u"Step"_s, *a, *b);
    });
}

QFuture<Result<ChartData>> ComparedRuns::rates(const QStringList &runs, const QString &filter)
{
    return ask([runs, filter](const State &state) {
        ChartSpec spec;
        spec.filter = filter;
        return chartOfRuns(spec, runs, &state.stopped);
    });
}

} // namespace touchstone::inspect
