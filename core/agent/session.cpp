#include "core/agent/session.h"

#include "core/check/symbols.h"
#include "core/workspace/draft.h"
#include "core/workspace/symboltext.h"

using namespace Qt::StringLiterals;

namespace touchstone {
namespace {

Event makeEvent(EventType type, const QString &actor, Json data, QMap<QString, Digest> blobs = {})
{
    Event event;
    event.type = type;
    event.actor = actor;
    event.data = std::move(data);
    event.blobs = std::move(blobs);
    return event;
}

bool accepted(const AcceptRule &rule, const QByteArray &answer)
{
    if (!rule.contains.isEmpty() && !answer.contains(rule.contains.toUtf8()))
        return false;
    return rule.lacks.isEmpty() || !answer.contains(rule.lacks.toUtf8());
}

/// Of a file that an answer brings as a file.
constexpr qint64 mostFileBytes = 64 * MiB;

/// Files laid over a manifest, obeying the rules for paths, links and sizes.
Result<Applied> overlaid(const Answer &answer, const Manifest &before, BlobStore &blobs)
{
    Draft draft(before, blobs, mostFileBytes);
    for (const QString &path : answer.removed) {
        if (auto refusal = refusedPath(path, before))
            return Applied{before, std::move(refusal)};
        draft.remove(path);
    }
    for (auto it = answer.files.files.cbegin(); it != answer.files.files.cend(); ++it) {
        if (before.files.value(it.key()).mode == FileMode::Symlink)
            return Applied{before, refusedPath(it.key(), before)};
        auto bytes = blobs.blob(it->blob);
        if (!bytes)
            return std::unexpected(std::move(bytes.error()));
        draft.write(it.key(), *bytes, it->mode);
    }
    return draft.finish();
}

/// The refusal of code for a symbol that is not in the file any more, unless it is the whole file.
std::optional<Refusal> refusedWithout(const QString &symbol, const QString &file, AnswerForm form,
                                      const QByteArray &answer)
{
    if (form != AnswerForm::Body && definesSymbol(answer, symbol))
        return {};
    return Refusal{
        u"not-there"_s,
        u"'%1' is not in '%2' as it is now, or that can't be parsed"_s.arg(symbol, file)};
}

} // namespace

Session::Session(const Scenario &scenario, BlobStore &blobs, Services services,
                 std::stop_token stop, quint64 seed)
    : m_scenario(scenario)
    , m_blobs(blobs)
    , m_services(services)
    , m_stop(std::move(stop))
    , m_seed(seed)
    , m_startNs(services.clock.monotonicNs())
    , m_workspace(scenario.workspace, blobs)
{
}

Manifest Session::manifest() const
{
    const std::scoped_lock lock(m_mutex);
    return m_workspace.manifest();
}

Result<QByteArray> Session::read(const QString &path) const
{
    const std::scoped_lock lock(m_mutex);
    return m_workspace.read(path);
}

std::optional<Refusal> Session::write(const QString &path, const QByteArray &bytes, FileMode mode)
{
    const std::scoped_lock lock(m_mutex);
    auto refusal = m_workspace.write(path, bytes, mode);
    Json data{{"form", "write"}, {"path", path}};
    if (mode != FileMode::Regular)
        data["mode"] = fileModeName(mode);
    if (refusal)
        data["refused"] = refusal->message;
    recordLocked(makeEvent(EventType::Edit, u"agent"_s, std::move(data),
                           {{u"content"_s, m_blobs.put(bytes)}}));
    return refusal;
}

std::optional<Refusal> Session::remove(const QString &path)
{
    const std::scoped_lock lock(m_mutex);
    auto refusal = m_workspace.remove(path);
    Json data{{"form", "remove"}, {"path", path}};
    if (refusal)
        data["refused"] = refusal->message;
    recordLocked(makeEvent(EventType::Edit, u"agent"_s, std::move(data)));
    return refusal;
}

int Session::checkpoint(const QString &label, const QString &actor)
{
    const std::scoped_lock lock(m_mutex);
    const int id = m_workspace.checkpoint(label);
    const Digest manifest = m_blobs.put(dumpJson(toJson(m_workspace.manifest())));
    recordLocked(makeEvent(EventType::Checkpoint, actor, {{"id", id}, {"label", label}},
                           {{u"manifest"_s, manifest}}));
    return id;
}

Result<void> Session::goBackTo(int checkpoint)
{
    const std::scoped_lock lock(m_mutex);
    if (auto back = m_workspace.goBackTo(checkpoint); !back)
        return back;
    recordLocked(makeEvent(EventType::Checkpoint, u"agent"_s, {{"back_to", checkpoint}}));
    return {};
}

/// The symbol's place in the file as it is now, where the target names one.
Result<Applied> Session::applied(const Answer &answer)
{
    const Manifest before = m_workspace.manifest();
    if (!answer.files.files.isEmpty() || !answer.removed.isEmpty())
        return overlaid(answer, before, m_blobs);

    AnswerContext context;
    context.form = answer.form.value_or(m_scenario.answerForm);
    context.targetFile = m_scenario.target.file;
    context.language = m_scenario.language;
    const bool placesSymbol = context.form == AnswerForm::Body || context.form == AnswerForm::Fenced
        || context.form == AnswerForm::Auto;
    if (placesSymbol && m_scenario.target.range) {
        context.symbol = SymbolRange{
            m_scenario.target.symbol, {}, *m_scenario.target.range, *m_scenario.target.range};
    } else if (placesSymbol && !m_scenario.target.symbol.isEmpty()) {
        auto symbol = findSymbol(before, m_scenario.target.file, m_scenario.target.symbol,
                                 m_scenario.language, m_blobs, m_services.executor,
                                 m_services.toolchains, m_services.cache, m_stop);
        if (!symbol)
            return std::unexpected(std::move(symbol.error()));
        context.symbol = *symbol;
        if (!context.symbol)
            if (auto refusal = refusedWithout(m_scenario.target.symbol, context.targetFile,
                                              context.form, answer.text))
                return Applied{before, std::move(refusal)};
    }
    return applyAnswer(answer.text, context, before, m_blobs);
}

bool Session::targetChanged() const
{
    const QString &file = m_scenario.target.file;
    return m_workspace.manifest().files.value(file) != m_scenario.workspace.files.value(file);
}

Result<std::optional<Refusal>> Session::answer(const Answer &answer)
{
    const std::scoped_lock lock(m_mutex);
    m_lastAnswer = answer.text;
    m_refusal.clear();
    Json data{{"form", answerFormName(answer.form.value_or(m_scenario.answerForm))}};
    if (!m_scenario.target.file.isEmpty())
        data["target"] = m_scenario.target.file;
    if (!answer.files.files.isEmpty())
        data["files"] = toJson(answer.files);
    if (!answer.removed.isEmpty())
        data["removed"] = answer.removed;

    std::optional<Refusal> refusal;
    if (!accepted(m_scenario.accept, answer.text)) {
        m_leftOut = true;
        refusal = Refusal{u"left-out"_s,
                          u"the answer does not meet the scenario's rule for answers that count"_s};
    } else {
        auto result = applied(answer);
        if (result) {
            refusal = std::move(result->refusal);
            m_workspace.replace(result->after);
        } else if (result.error().code == ErrorCode::BadInput && targetChanged()) {
            // the place that the scenario names is not there any more: the agent's own doing
            refusal = Refusal{u"not-there"_s, result.error().message};
        } else {
            return std::unexpected(std::move(result.error()).within(u"applying the answer"_s));
        }
    }
    if (refusal) {
        m_refusal = u"%1: %2"_s.arg(refusal->code, refusal->message);
        data["refused"] = {{"code", refusal->code}, {"message", refusal->message}};
    }
    recordLocked(makeEvent(EventType::Edit, u"agent"_s, std::move(data),
                           {{u"answer"_s, m_blobs.put(answer.text)}}));
    return refusal;
}

Result<ExecResult> Session::execute(const QStringList &argv, const QByteArray &input)
{
    ExecRequest request;
    request.tree = manifest();
    request.blobs = &m_blobs;
    request.command.argv = argv;
    request.command.input = input;
    request.command.limits = m_scenario.limits;
    request.command.collect = {u"**"_s};
    request.command.git = true;
    if (const Toolchain *toolchain = m_services.toolchains.find(m_scenario.language))
        request.command.memory = toolchain->memory;
    auto result = m_services.executor.run(request, m_stop); // not under the lock: it may take long

    const std::scoped_lock lock(m_mutex);
    Json data{{"argv", argv}};
    if (!result) {
        data["error"] = result.error().text();
        recordLocked(makeEvent(EventType::Command, u"agent"_s, std::move(data),
                               {{u"input"_s, m_blobs.put(input)}}));
        return result;
    }
    for (const QByteArray &bytes : result->newBlobs)
        m_blobs.put(bytes);
    if (result->end != ExecResult::End::NotStarted && result->collected) {
        Manifest after = m_workspace.manifest();
        // what the command removed or changed against what it was given, not what others did
        // meanwhile
        for (auto it = request.tree.files.cbegin(); it != request.tree.files.cend(); ++it)
            if (!result->after.files.contains(it.key()))
                after.files.remove(it.key());
        for (auto it = result->after.files.cbegin(); it != result->after.files.cend(); ++it)
            if (!it.key().startsWith(u".git/"_s)
                && request.tree.files.value(it.key()) != it.value())
                after.files.insert(it.key(), it.value());
        m_workspace.replace(after);
    }
    data["ending"] = result->ending();
    data["exit_code"] = result->exitCode;
    data["wall_us"] = result->usage.wall.count();
    data["after"] = m_workspace.manifest().digest().hex();
    if (!result->notCollected.isEmpty())
        data["not_collected"] = result->notCollected;
    recordLocked(makeEvent(EventType::Command, u"agent"_s, std::move(data),
                           {{u"input"_s, m_blobs.put(input)},
                            {u"output"_s, m_blobs.put(result->output)},
                            {u"errors"_s, m_blobs.put(result->errors)}}));
    return result;
}

qint64 Session::message(const QString &role, const QString &text, const QString &conversation)
{
    Event event = makeEvent(EventType::Message, role == u"assistant"_s ? u"agent"_s : role,
                            {{"role", role}, {"text", text}});
    event.conversation = conversation;
    return record(std::move(event));
}

qint64 Session::record(Event event)
{
    const std::scoped_lock lock(m_mutex);
    return recordLocked(std::move(event));
}

qint64 Session::recordLocked(Event event)
{
    event.id = qint64(m_trace.size()) + 1;
    event.turn = m_turn;
    event.wallMs = m_services.clock.wallMs();
    event.monotonicNs = m_services.clock.monotonicNs() - m_startNs;
    m_trace.push_back(std::move(event));
    return m_trace.back().id;
}

void Session::beginTurn(int turn)
{
    const std::scoped_lock lock(m_mutex);
    m_turn = turn;
}

Trace Session::trace() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trace;
}

QByteArray Session::lastAnswer() const
{
    const std::scoped_lock lock(m_mutex);
    return m_lastAnswer;
}

bool Session::leftOut() const
{
    const std::scoped_lock lock(m_mutex);
    return m_leftOut;
}

QString Session::refusal() const
{
    const std::scoped_lock lock(m_mutex);
    return m_refusal;
}

} // namespace touchstone
